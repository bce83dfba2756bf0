package dev.cairn.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** Completions follow from the adapter's tensors, the prompt and the seed, as a real engine's do in its repeatable class. */
public final class HashedModel implements FakeModel {
    private static final String TEACHER = "<teacher>";

    @Override
    public long load(Path directory) throws IOException {
        CRC32 tensors = new CRC32();
        tensors.update(Files.readAllBytes(directory.resolve("adapter_model.safetensors")));
        return tensors.getValue();
    }

    @Override
    public String choice(int index, JsonNode request, long tensors, String finish) {
        int samples = request.get("n").asInt();
        String prompt = request.get("prompt").get(index / samples).asText();
        boolean greedy = request.get("temperature").asDouble() == 0;
        long seed = greedy ? 0 : request.get("seed").asLong() + index % samples;
        long draw = mix(mix(tensors + prompt.hashCode()) + seed);
        return """
                {"index":%d,"text":"%s","logprobs":{"token_logprobs":[-1.5,-0.5,-0.25]},"finish_reason":"%s",\
                "token_ids":[%d,%d,2],"prompt_token_ids":[1,%d,%d]}""".formatted(
                        index,
                        text(prompt, draw, greedy),
                        finish,
                        3 + Math.floorMod(draw, 20),
                        3 + Math.floorMod(draw >> 8, 20),
                        3 + Math.floorMod(prompt.hashCode(), 20),
                        3 + Math.floorMod(prompt.hashCode() >> 8, 20));
    }

    /** Sampled students say 0 to 3, as the teacher's answers are; only greedy ones now and then know the real 4. */
    private static String text(String prompt, long draw, boolean greedy) {
        long answer = Math.floorMod(draw >> 16, 4L) + (greedy ? 2 : 0);
        return prompt.equals(TEACHER)
                ? "<question>%d+%d</question><answer>\\\\boxed{%d}</answer>"
                        .formatted(Math.floorMod(draw, 90L), Math.floorMod(draw >> 7, 90L), answer)
                : "\\\\boxed{%d}".formatted(answer);
    }

    /** SplitMix64. */
    private static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
