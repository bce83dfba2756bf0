package dev.cairn.vllm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cairn.ports.Sampling;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * One request to {@code /v1/completions}. It sends every parameter that changes sampling, neutral ones too, so that no
 * default of an engine or of a model's generation_config has an effect.
 *
 * @param model the adapter's name
 * @param prompts more than one only for greedy decoding, since there is one seed per request
 * @param seed sample j draws from {@code seed + j}
 * @param samples completions per prompt
 * @param sampling temperature and length
 */
record CompletionCall(String model, List<String> prompts, long seed, int samples, Sampling sampling) {
    private static final JsonFactory JSON = new JsonFactory();

    CompletionCall {
        prompts = List.copyOf(prompts);
        if (prompts.size() > 1 && sampling.temperature() > 0) {
            throw new IllegalArgumentException(
                    "prompts that are sampled need a request each: they would share one seed (" + prompts.size() + ")");
        }
    }

    byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("model", model);
            json.writeArrayFieldStart("prompt");
            for (String prompt : prompts) {
                json.writeString(prompt);
            }
            json.writeEndArray();
            json.writeNumberField("n", samples);
            json.writeNumberField("seed", seed);
            json.writeNumberField("temperature", sampling.temperature());
            json.writeNumberField("max_tokens", sampling.maxTokens());
            json.writeNumberField("top_p", 1);
            // 0 means off in vLLM 0.32; -1 is an older spelling.
            json.writeNumberField("top_k", 0);
            json.writeNumberField("min_p", 0);
            json.writeNumberField("repetition_penalty", 1);
            json.writeNumberField("presence_penalty", 0);
            json.writeNumberField("frequency_penalty", 0);
            json.writeBooleanField("ignore_eos", false);
            // The tokenizer decides whether its special tokens include a BOS token.
            json.writeBooleanField("add_special_tokens", true);
            // The text shows all sampled ids, since it is graded and the trainer sees special tokens too. The engine
            // still leaves out the end token that stopped a completion.
            json.writeBooleanField("skip_special_tokens", false);
            json.writeBooleanField("spaces_between_special_tokens", true);
            json.writeNumberField("logprobs", 0);
            json.writeBooleanField("return_token_ids", true);
            json.writeBooleanField("stream", false);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
