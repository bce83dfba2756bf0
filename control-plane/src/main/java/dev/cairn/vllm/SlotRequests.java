package dev.cairn.vllm;

import dev.cairn.ports.Completion;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a batch of slots into requests that fit the limits.
 *
 * <p>A sampled slot is one request. If its samples exceed a limit it is split, which does not change the result: sample
 * j of seed s is sample 0 of seed s + j. Greedy slots do not use their seed, so many of them share
 * a request, since requests with a single sequence are slow.
 */
final class SlotRequests {
    private static final int GREEDY_PROMPTS = 64;

    private final EngineLimits limits;
    private final PromptSizes sizes;

    SlotRequests(EngineLimits limits, PromptSizes sizes) {
        this.limits = limits;
        this.sizes = sizes;
    }

    /**
     * One request, and the slots that its completions belong to.
     *
     * @param firstSlot index of the slot of its first prompt
     * @param prompts the prompts, of consecutive slots
     * @param seed seed of the first sample
     * @param samples completions per prompt
     * @param promptTokens upper bound on the prompt tokens in flight
     */
    record Part(int firstSlot, List<String> prompts, long seed, int samples, int promptTokens) {
        int sequences() {
            return prompts.size() * samples;
        }

        CompletionCall call(String model, Sampling sampling) {
            return new CompletionCall(model, prompts, seed, samples, sampling);
        }
    }

    List<Part> split(List<PromptSlot> slots, Sampling sampling) {
        return sampling.temperature() > 0 ? sampled(slots, sampling.samples()) : greedy(slots);
    }

    private List<Part> sampled(List<PromptSlot> slots, int samples) {
        List<Part> parts = new ArrayList<>();
        for (int index = 0; index < slots.size(); index++) {
            PromptSlot slot = slots.get(index);
            int tokens = sizes.tokensAtMost(slot.prompt());
            int most = Math.max(1, Math.min(limits.maxSequences(), limits.maxPromptTokens() / tokens));
            for (int first = 0; first < samples; first += most) {
                int count = Math.min(most, samples - first);
                parts.add(new Part(
                        index, List.of(slot.prompt()), slot.seed() + first, count, Math.multiplyExact(tokens, count)));
            }
        }
        return parts;
    }

    private List<Part> greedy(List<PromptSlot> slots) {
        List<Part> parts = new ArrayList<>();
        List<String> prompts = new ArrayList<>();
        int first = 0;
        int tokens = 0;
        int mostPrompts = Math.min(GREEDY_PROMPTS, limits.maxSequences());
        for (int index = 0; index < slots.size(); index++) {
            String prompt = slots.get(index).prompt();
            int size = sizes.tokensAtMost(prompt);
            if (!prompts.isEmpty() && (prompts.size() == mostPrompts || tokens + size > limits.maxPromptTokens())) {
                parts.add(new Part(first, List.copyOf(prompts), 0, 1, tokens));
                prompts.clear();
                first = index;
                tokens = 0;
            }
            prompts.add(prompt);
            tokens += size;
        }
        if (!prompts.isEmpty()) {
            parts.add(new Part(first, List.copyOf(prompts), 0, 1, tokens));
        }
        return parts;
    }

    /** Assigns the completions of all parts, in the order of {@link #split}, to their slots. */
    static List<List<Completion>> join(int slots, List<Part> parts, List<List<Completion>> replies) {
        List<List<Completion>> bySlot = new ArrayList<>(slots);
        for (int slot = 0; slot < slots; slot++) {
            bySlot.add(new ArrayList<>());
        }
        for (int number = 0; number < parts.size(); number++) {
            Part part = parts.get(number);
            List<Completion> reply = replies.get(number);
            for (int choice = 0; choice < reply.size(); choice++) {
                bySlot.get(part.firstSlot() + choice / part.samples()).add(reply.get(choice));
            }
        }
        return bySlot;
    }
}
