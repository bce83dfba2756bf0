package dev.cairn.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Prepared replies of {@code /v1/completions}, as vLLM 0.32 writes them for the fields that Cairn requests.
 *
 * <p>The words are those of a recorded trace, so tokens repeat as they do in language; ids and log-probabilities are
 * drawn, the latter written as Python writes a float32.
 */
final class StubReplies {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern TOKEN = Pattern.compile(" ?[A-Za-z]+|[^A-Za-z]");
    private static final int VOCABULARY = 49_152;

    /** Different replies to requests of one size. */
    private static final int VARIANTS = 16;

    private final int tokens;
    private final int promptTokens;
    private final List<String> words;
    private final Map<Shape, byte[]> made = new ConcurrentHashMap<>();

    /**
     * @param tokens of each completion
     * @param promptTokens of each prompt
     */
    StubReplies(List<Trace> trace, int tokens, int promptTokens) {
        this.tokens = tokens;
        this.promptTokens = promptTokens;
        this.words = trace.stream()
                .flatMap(entry -> TOKEN.matcher(entry.completion()).results().map(match -> match.group()))
                .toList();
    }

    private record Shape(int prompts, int samples, int variant) {}

    /** The reply to a request; equal seeds get equal replies. */
    byte[] reply(int prompts, int samples, long seed) {
        return made.computeIfAbsent(new Shape(prompts, samples, Math.floorMod(seed, VARIANTS)), this::make);
    }

    private byte[] make(Shape shape) {
        Random random = new Random(shape.variant());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", "cmpl-8d2f5c3b6a5e4b0f9a7c1d2e3f405162");
            json.writeStringField("object", "text_completion");
            json.writeNumberField("created", 1_764_028_800);
            json.writeStringField("model", "r1/evaluate/0/policy/f1.1");
            json.writeArrayFieldStart("choices");
            for (int index = 0; index < shape.prompts() * shape.samples(); index++) {
                choice(json, index, random);
            }
            json.writeEndArray();
            json.writeNullField("service_tier");
            json.writeNullField("system_fingerprint");
            json.writeObjectFieldStart("usage");
            json.writeNumberField("prompt_tokens", shape.prompts() * promptTokens);
            json.writeNumberField("total_tokens", shape.prompts() * (promptTokens + shape.samples() * tokens));
            json.writeNumberField("completion_tokens", shape.prompts() * shape.samples() * tokens);
            json.writeNullField("prompt_tokens_details");
            json.writeEndObject();
            json.writeNullField("kv_transfer_params");
            json.writeNullField("ec_transfer_params");
            json.writeNullField("metrics");
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void choice(JsonGenerator json, int index, Random random) throws IOException {
        List<String> drawn = draw(random);
        json.writeStartObject();
        json.writeNumberField("index", index);
        json.writeStringField("text", String.join("", drawn));
        logprobs(json, drawn, random);
        json.writeStringField("finish_reason", "stop");
        json.writeNullField("stop_reason");
        ids(json, "token_ids", tokens, random);
        json.writeNullField("prompt_logprobs");
        ids(json, "prompt_token_ids", promptTokens, new Random(0));
        json.writeNullField("routed_experts");
        json.writeEndObject();
    }

    /** A part of the recorded text that ends with a box. */
    private List<String> draw(Random random) {
        List<String> end = List.of("\\", "boxed", "{", Integer.toString(random.nextInt(100)), "}");
        int length = tokens - end.size();
        int from = random.nextInt(words.size() - length);
        List<String> drawn = new ArrayList<>(words.subList(from, from + length));
        drawn.addAll(end);
        return drawn;
    }

    private static void logprobs(JsonGenerator json, List<String> drawn, Random random) throws IOException {
        json.writeObjectFieldStart("logprobs");
        json.writeArrayFieldStart("text_offset");
        int offset = 0;
        for (String word : drawn) {
            json.writeNumber(offset);
            offset += word.length();
        }
        json.writeEndArray();
        double[] values = random.doubles(drawn.size())
                .map(uniform -> (float) Math.log(1 - uniform * uniform))
                .toArray();
        json.writeArrayFieldStart("token_logprobs");
        for (double value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("tokens");
        for (String word : drawn) {
            json.writeString(word);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("top_logprobs");
        for (int i = 0; i < values.length; i++) {
            json.writeStartObject();
            json.writeNumberField(drawn.get(i), values[i]);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void ids(JsonGenerator json, String field, int count, Random random) throws IOException {
        json.writeArrayFieldStart(field);
        for (int i = 0; i < count; i++) {
            json.writeNumber(random.nextInt(VOCABULARY));
        }
        json.writeEndArray();
    }
}
