package dev.cairn.vllm;

/**
 * Limits sequences and prompt tokens in flight. Requests are admitted in the order of arrival, so that large ones are
 * not starved.
 */
final class InFlightLimit {
    private final EngineLimits limits;
    private final FifoGate gate = new FifoGate();
    private int sequences;
    private int promptTokens;

    InFlightLimit(EngineLimits limits) {
        this.limits = limits;
    }

    /**
     * Waits until the request fits. A request that exceeds a limit by itself is admitted when nothing else is in
     * flight.
     */
    FifoGate.Taken take(int wantedSequences, int wantedPromptTokens) throws InterruptedException {
        int more = Math.min(wantedSequences, limits.maxSequences());
        int moreTokens = Math.min(wantedPromptTokens, limits.maxPromptTokens());
        gate.enter(
                () -> sequences + more <= limits.maxSequences()
                        && promptTokens + moreTokens <= limits.maxPromptTokens(),
                () -> add(more, moreTokens));
        return () -> gate.exit(() -> add(-more, -moreTokens));
    }

    private void add(int moreSequences, int moreTokens) {
        sequences += moreSequences;
        promptTokens += moreTokens;
    }

    int waiting() {
        return gate.waiting();
    }
}
