package dev.cairn.fleet;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The GPUs of this machine that runs use, each for its engine and its trainer. */
final class GpuClaims {
    private final Map<Claim, Set<String>> used = new ConcurrentHashMap<>();

    void take(Claim claim, GpuPlan plan) {
        used.put(claim, plan.devices());
    }

    void release(Claim claim) {
        used.remove(claim);
    }

    /** Whether no claim uses a GPU of this plan. */
    boolean areFree(GpuPlan plan) {
        return used.values().stream().allMatch(others -> Collections.disjoint(others, plan.devices()));
    }

    /** Number of GPUs that a claim uses. */
    int count(Claim claim) {
        return used.getOrDefault(claim, Set.of()).size();
    }
}
