package dev.cairn.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** The HTTP body of the worker protocol: a header, and named arrays as little-endian bytes with their NumPy type. */
final class WorkerCbor {
    private static final CBORMapper mapper = new CBORMapper();

    private WorkerCbor() {}

    static byte[] encode(ObjectNode header, Map<String, FlatArray> arrays) {
        ObjectNode body = mapper.createObjectNode();
        body.set("header", header);
        ObjectNode named = body.putObject("arrays");
        arrays.forEach((name, array) ->
                named.putObject(name).put("dtype", dtype(array)).put("data", bytes(array)));
        try {
            return mapper.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WorkerLink.Reply decode(byte[] bytes) throws IOException {
        JsonNode body = mapper.readTree(bytes);
        if (!(body.path("header") instanceof ObjectNode header)) {
            throw new IOException("no header");
        }
        Map<String, FlatArray> arrays = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : body.path("arrays").properties()) {
            byte[] data = entry.getValue().path("data").binaryValue();
            if (data == null) {
                throw new IOException("array " + entry.getKey() + " has no bytes");
            }
            arrays.put(entry.getKey(), array(entry.getValue().path("dtype").asText(), data));
        }
        return new WorkerLink.Reply(header, arrays);
    }

    /** The array's type as NumPy writes it. */
    static String dtype(FlatArray array) {
        return switch (array) {
            case FlatArray.Ints i -> "<i4";
            case FlatArray.Longs l -> "<i8";
            case FlatArray.Floats f -> "<f4";
            case FlatArray.Doubles d -> "<f8";
        };
    }

    private static byte[] bytes(FlatArray array) {
        int width = switch (array) {
            case FlatArray.Ints i -> 4;
            case FlatArray.Floats f -> 4;
            case FlatArray.Longs l -> 8;
            case FlatArray.Doubles d -> 8;
        };
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.multiplyExact(array.length(), width)).order(ByteOrder.LITTLE_ENDIAN);
        switch (array) {
            case FlatArray.Ints(int[] values) -> buffer.asIntBuffer().put(values);
            case FlatArray.Longs(long[] values) -> buffer.asLongBuffer().put(values);
            case FlatArray.Floats(float[] values) -> buffer.asFloatBuffer().put(values);
            case FlatArray.Doubles(double[] values) -> buffer.asDoubleBuffer().put(values);
        }
        return buffer.array();
    }

    private static FlatArray array(String dtype, byte[] data) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        return switch (dtype) {
            case "<i4" -> {
                int[] values = new int[data.length / 4];
                buffer.asIntBuffer().get(values);
                yield new FlatArray.Ints(values);
            }
            case "<i8" -> {
                long[] values = new long[data.length / 8];
                buffer.asLongBuffer().get(values);
                yield new FlatArray.Longs(values);
            }
            case "<f4" -> {
                float[] values = new float[data.length / 4];
                buffer.asFloatBuffer().get(values);
                yield new FlatArray.Floats(values);
            }
            case "<f8" -> {
                double[] values = new double[data.length / 8];
                buffer.asDoubleBuffer().get(values);
                yield new FlatArray.Doubles(values);
            }
            default -> throw new IOException("unknown dtype " + dtype + ", allowed are <i4, <i8, <f4, <f8");
        };
    }
}
