package dev.cairn.vllm;

/** Who runs an engine; decides whether its own words may be shown. */
enum Origin {
    /** A child of this control plane: its error messages are shown. */
    CHILD,
    /** Registered by an admin: nothing of its answers is shown but the status. */
    REGISTERED
}
