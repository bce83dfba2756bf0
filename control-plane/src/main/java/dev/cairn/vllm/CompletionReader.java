package dev.cairn.vllm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the reply of {@code /v1/completions} token by token into arrays, without building a tree: 16,384 tokens with
 * log-probabilities are a megabyte of JSON.
 */
final class CompletionReader {
    /** A faster decimal parser: the JDK's took two fifths of all CPU time between reply and stored rollout. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private static final int[] NO_TOKENS = {};

    private final @Nullable Completion[] completions;
    private int[] lastPrompt = NO_TOKENS;

    private CompletionReader(int prompts, int samples) {
        this.completions = new @Nullable Completion[prompts * samples];
    }

    /**
     * Reads a whole reply.
     *
     * @return the choices by index, which is prompt * samples + sample
     * @throws IOException if the reply is cut off or malformed
     */
    static List<Completion> read(InputStream body, int prompts, int samples) throws IOException {
        CompletionReader reader = new CompletionReader(prompts, samples);
        try (JsonParser json = JSON.createParser(body)) {
            reader.readReply(json);
            return reader.all();
        }
    }

    private void readReply(JsonParser json) throws IOException {
        expect(json, json.nextToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("choices")) {
                expect(json, value, JsonToken.START_ARRAY);
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    readChoice(json);
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private void readChoice(JsonParser json) throws IOException {
        int index = -1;
        String text = "";
        String finish = null;
        int[] prompt = null;
        int[] tokens = null;
        float[] logprobs = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "index" -> index = json.getIntValue();
                case "text" -> text = json.getText();
                case "finish_reason" -> finish = value == JsonToken.VALUE_NULL ? null : json.getText();
                case "prompt_token_ids" -> prompt = value == JsonToken.START_ARRAY ? ints(json) : null;
                case "token_ids" -> tokens = value == JsonToken.START_ARRAY ? ints(json) : null;
                case "logprobs" -> logprobs = value == JsonToken.START_OBJECT ? tokenLogprobs(json) : null;
                default -> json.skipChildren();
            }
        }
        FinishReason reason = reason(json, finish);
        if (reason == FinishReason.ABORTED) {
            tokens = tokens == null ? NO_TOKENS : tokens;
            logprobs = logprobs == null ? new float[tokens.length] : logprobs;
        }
        if (prompt == null || tokens == null || logprobs == null) {
            throw new JsonParseException(json, "a choice without prompt_token_ids, token_ids or logprobs");
        }
        if (tokens.length != logprobs.length) {
            throw new JsonParseException(
                    json, "a choice of " + tokens.length + " tokens with " + logprobs.length + " log-probabilities");
        }
        if (index < 0 || index >= completions.length || completions[index] != null) {
            throw new JsonParseException(
                    json, "choice index " + index + " is not one of 0.." + (completions.length - 1) + " or came twice");
        }
        completions[index] = new Completion(text, shared(prompt), tokens, logprobs, reason);
    }

    /** Returns one shared array for all samples of a prompt. */
    private int[] shared(int[] prompt) {
        if (!Arrays.equals(prompt, lastPrompt)) {
            lastPrompt = prompt;
        }
        return lastPrompt;
    }

    private static FinishReason reason(JsonParser json, @Nullable String name) throws IOException {
        return switch (name) {
            case "stop" -> FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            case "abort", "error" -> FinishReason.ABORTED;
            case null, default -> throw new JsonParseException(json, "finish_reason '" + name + "' is unknown");
        };
    }

    private static float @Nullable [] tokenLogprobs(JsonParser json) throws IOException {
        float[] found = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("token_logprobs") && value == JsonToken.START_ARRAY) {
                found = floats(json);
            } else {
                json.skipChildren();
            }
        }
        return found;
    }

    private static int[] ints(JsonParser json) throws IOException {
        int[] values = new int[16];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = json.getIntValue();
        }
        return Arrays.copyOf(values, count);
    }

    private static float[] floats(JsonParser json) throws IOException {
        float[] values = new float[16];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = json.getFloatValue();
        }
        return Arrays.copyOf(values, count);
    }

    private List<Completion> all() throws IOException {
        int there = (int) Arrays.stream(completions).filter(Objects::nonNull).count();
        if (there < completions.length) {
            throw new ShortReplyException(there, completions.length);
        }
        return List.of(complete(completions));
    }

    @SuppressWarnings("NullAway") // every element was just found to be there
    private static Completion[] complete(@Nullable Completion[] completions) {
        return completions;
    }

    private static void expect(JsonParser json, @Nullable JsonToken found, JsonToken wanted) throws IOException {
        if (found != wanted) {
            throw new JsonParseException(json, "expected " + wanted + ", found " + found);
        }
    }
}
