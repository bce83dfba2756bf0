package dev.cairn.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** The HTTP body of the worker protocol: a header, and named arrays as little-endian bytes with their NumPy type. */
final class WorkerCbor {
    private static final CBORMapper mapper =
            WorkerJson.configured(CBORMapper.builder()).build();

    /** Enough for most headers, in bytes; a larger one makes the buffer grow. */
    private static final int HEADER_ROOM = 4096;

    private WorkerCbor() {}

    /** @param header a record or a JSON object, as in {@link WorkerLink#call} */
    static byte[] encode(Object header, Map<String, FlatArray> arrays) {
        int size = arrays.values().stream().mapToInt(WorkerCbor::size).sum();
        ByteArrayOutputStream body = new ByteArrayOutputStream(Math.addExact(size, HEADER_ROOM));
        try (CBORGenerator out = mapper.getFactory().createGenerator(body)) {
            out.writeStartObject();
            out.writePOJOField("header", header);
            out.writeObjectFieldStart("arrays");
            for (Map.Entry<String, FlatArray> named : arrays.entrySet()) {
                out.writeObjectFieldStart(named.getKey());
                out.writeStringField("dtype", dtype(named.getValue()));
                out.writeBinaryField("data", bytes(named.getValue()));
                out.writeEndObject();
            }
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
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

    private static int size(FlatArray array) {
        int width = switch (array) {
            case FlatArray.Ints i -> 4;
            case FlatArray.Floats f -> 4;
            case FlatArray.Longs l -> 8;
            case FlatArray.Doubles d -> 8;
        };
        return Math.multiplyExact(array.length(), width);
    }

    private static byte[] bytes(FlatArray array) {
        ByteBuffer buffer = ByteBuffer.allocate(size(array)).order(ByteOrder.LITTLE_ENDIAN);
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
