package dev.cairn.vllm;

import com.fasterxml.jackson.core.JsonFactory;
import dev.cairn.ports.Sampling;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * One request to {@code /v1/completions}: every parameter that changes sampling is sent, neutral ones too, so that no
 * default of an engine or a model's generation_config can take part (soar.md section 4).
 *
 * @param model the adapter's name
 * @param prompts more than one only for greedy decoding: seeds are one a request (stack.md section 3)
 * @param seed sample j draws from {@code seed + j}
 * @param samples completions a prompt
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
        var bytes = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("model", model);
            json.writeArrayFieldStart("prompt");
            for (var prompt : prompts) {
                json.writeString(prompt);
            }
            json.writeEndArray();
            json.writeNumberField("n", samples);
            json.writeNumberField("seed", seed);
            json.writeNumberField("temperature", sampling.temperature());
            json.writeNumberField("max_tokens", sampling.maxTokens());
            json.writeNumberField("top_p", 1);
            // 0 is off in vLLM 0.32; -1 is an older spelling of the same.
            json.writeNumberField("top_k", 0);
            json.writeNumberField("min_p", 0);
            json.writeNumberField("repetition_penalty", 1);
            json.writeNumberField("presence_penalty", 0);
            json.writeNumberField("frequency_penalty", 0);
            json.writeBooleanField("ignore_eos", false);
            // The tokenizer decides whether a BOS token is among its special tokens.
            json.writeBooleanField("add_special_tokens", true);
            // The text is what the sampled ids say: it is graded, and the trainer sees special tokens too. The engine
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
