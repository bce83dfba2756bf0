package dev.cairn.vllm;

import dev.cairn.soar.PolicyRef;

/** Hears when an engine let go of an adapter's files. */
@FunctionalInterface
public interface AdapterListener {
    /** The engine no longer needs the files of {@code policy}, which it served as {@code name}. */
    void unloaded(String name, PolicyRef policy);

    /** Hears nothing. */
    static AdapterListener none() {
        return (name, policy) -> {};
    }
}
