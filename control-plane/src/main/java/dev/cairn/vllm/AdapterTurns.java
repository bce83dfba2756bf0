package dev.cairn.vllm;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds how many adapters have calls running side by side: calls take turns in the order they came, and calls of an
 * adapter that is running join it unless somebody else waits before them.
 */
final class AdapterTurns {
    private final int atOnce;
    private final FairGate gate = new FairGate();
    private final Map<String, Integer> running = new HashMap<>();

    AdapterTurns(EngineLimits limits) {
        this.atOnce = limits.adaptersAtOnce() == EngineLimits.UNLIMITED ? Integer.MAX_VALUE : limits.adaptersAtOnce();
    }

    FairGate.Taken take(String adapter) throws InterruptedException {
        gate.enter(
                () -> running.containsKey(adapter) || running.size() < atOnce,
                () -> running.merge(adapter, 1, Integer::sum));
        return () ->
                gate.leave(() -> running.computeIfPresent(adapter, (name, count) -> count == 1 ? null : count - 1));
    }

    int waiting() {
        return gate.waiting();
    }
}
