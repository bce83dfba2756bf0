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
 * j of seed s is sample 0 of seed s + j (stack.md section 3). Greedy slots do not use their seed, so many of them share
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

    List<Part> cut(List<PromptSlot> slots, Sampling sampling) {
        return sampling.temperature() > 0 ? sampled(slots, sampling.samples()) : greedy(slots);
    }

    private List<Part> sampled(List<PromptSlot> slots, int samples) {
        var parts = new ArrayList<Part>();
        for (int index = 0; index < slots.size(); index++) {
            var slot = slots.get(index);
            var tokens = sizes.tokensAtMost(slot.prompt());
            var most = Math.max(1, Math.min(limits.maxSequences(), limits.maxPromptTokens() / tokens));
            for (int first = 0; first < samples; first += most) {
                var count = Math.min(most, samples - first);
                parts.add(new Part(
                        index, List.of(slot.prompt()), slot.seed() + first, count, Math.multiplyExact(tokens, count)));
            }
        }
        return parts;
    }

    private List<Part> greedy(List<PromptSlot> slots) {
        var parts = new ArrayList<Part>();
        var prompts = new ArrayList<String>();
        int first = 0;
        int tokens = 0;
        var mostPrompts = Math.min(GREEDY_PROMPTS, limits.maxSequences());
        for (int index = 0; index < slots.size(); index++) {
            var prompt = slots.get(index).prompt();
            var size = sizes.tokensAtMost(prompt);
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

    /** Assigns the completions of all parts, in the order of {@link #cut}, to their slots. */
    static List<List<Completion>> joined(int slots, List<Part> parts, List<List<Completion>> replies) {
        var bySlot = new ArrayList<List<Completion>>(slots);
        for (int slot = 0; slot < slots; slot++) {
            bySlot.add(new ArrayList<>());
        }
        for (int number = 0; number < parts.size(); number++) {
            var part = parts.get(number);
            var reply = replies.get(number);
            for (int choice = 0; choice < reply.size(); choice++) {
                bySlot.get(part.firstSlot() + choice / part.samples()).add(reply.get(choice));
            }
        }
        return bySlot;
    }
}
