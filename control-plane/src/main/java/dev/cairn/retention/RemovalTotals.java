package dev.cairn.retention;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Adds up what this process has removed since it started, for metrics. */
@Singleton
public final class RemovalTotals {
    private final Map<RemovedKind, Removed> byKind = new ConcurrentHashMap<>();

    /** Adds what a committed transaction removed. */
    void add(RemovedKind kind, Removed removed) {
        byKind.merge(kind, removed, Removed::plus);
    }

    /** The total of one kind. */
    public Removed of(RemovedKind kind) {
        return byKind.getOrDefault(kind, Removed.NOTHING);
    }
}
