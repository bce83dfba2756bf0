package dev.cairn.bridge;

import dev.cairn.ports.Completion;
import dev.cairn.ports.Generator;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An engine whose completions say what a test wants them to say.
 *
 * @param engine samples their tokens
 * @param texts of the samples to each prompt
 */
record ScriptedTexts(Generator engine, Map<String, List<String>> texts) implements Generator {
    @Override
    public Serving acquire(String name, PolicyRef policy) throws InterruptedException {
        Serving serving = engine.acquire(name, policy);
        return new Serving() {
            @Override
            public List<List<Completion>> generate(List<PromptSlot> slots, Sampling sampling)
                    throws InterruptedException {
                List<List<Completion>> sampled = serving.generate(slots, sampling);
                List<List<Completion>> scripted = new ArrayList<>();
                for (int slot = 0; slot < slots.size(); slot++) {
                    scripted.add(saying(
                            Objects.requireNonNull(texts.get(slots.get(slot).prompt())), sampled.get(slot)));
                }
                return scripted;
            }

            @Override
            public void close() {
                serving.close();
            }
        };
    }

    private static List<Completion> saying(List<String> texts, List<Completion> sampled) {
        List<Completion> scripted = new ArrayList<>();
        for (int sample = 0; sample < sampled.size(); sample++) {
            Completion one = sampled.get(sample);
            scripted.add(
                    new Completion(texts.get(sample), one.promptTokens(), one.tokens(), one.logprobs(), one.finish()));
        }
        return scripted;
    }
}
