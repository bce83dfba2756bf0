package dev.cairn.artifacts;

import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Completions as bytes: gzip over big-endian {@code "CAIRNCP1", count, (text, prompt, tokens, logprobs, finish)*}, each
 * array preceded by its length.
 *
 * <p>Log-probabilities keep every bit, and equal completions give equal bytes.
 */
final class CompletionFormat {
    private static final String MAGIC = "CAIRNCP1";

    private CompletionFormat() {}

    static byte[] encode(List<Completion> completions) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes, 1 << 16))) {
            out.writeBytes(MAGIC);
            out.writeInt(completions.size());
            for (Completion completion : completions) {
                byte[] text = completion.text().getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
                writeInts(out, completion.promptTokens());
                writeInts(out, completion.tokens());
                out.writeInt(completion.logprobs().length);
                for (float logprob : completion.logprobs()) {
                    out.writeInt(Float.floatToRawIntBits(logprob));
                }
                out.writeUTF(completion.finish().name());
            }
        }
        return bytes.toByteArray();
    }

    static List<Completion> decode(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16))) {
            if (!MAGIC.equals(new String(in.readNBytes(MAGIC.length()), StandardCharsets.US_ASCII))) {
                throw new IOException("not a file of completions, or of another version of Cairn");
            }
            int count = in.readInt();
            List<Completion> completions = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                String text = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                int[] promptTokens = readInts(in);
                int[] tokens = readInts(in);
                float[] logprobs = new float[in.readInt()];
                for (int j = 0; j < logprobs.length; j++) {
                    logprobs[j] = Float.intBitsToFloat(in.readInt());
                }
                completions.add(
                        new Completion(text, promptTokens, tokens, logprobs, FinishReason.valueOf(in.readUTF())));
            }
            return List.copyOf(completions);
        }
    }

    private static void writeInts(DataOutputStream out, int[] values) throws IOException {
        out.writeInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    private static int[] readInts(DataInputStream in) throws IOException {
        int[] values = new int[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }
}
