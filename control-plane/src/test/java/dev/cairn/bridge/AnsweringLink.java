package dev.cairn.bridge;

import java.time.Duration;
import java.util.Map;

/** A healthy link whose answers a test makes up. */
@FunctionalInterface
interface AnsweringLink extends WorkerLink {
    @Override
    Reply call(String op, Object header, Map<String, FlatArray> arrays, Duration deadline) throws InterruptedException;

    @Override
    default boolean healthy() {
        return true;
    }

    @Override
    default String describe() {
        return "a worker";
    }

    @Override
    default void close() {}
}
