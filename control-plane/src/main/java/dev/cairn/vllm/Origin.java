package dev.cairn.vllm;

/** Who runs an engine; decides whether its own messages may be shown. */
enum Origin {
    /** A child process of this control plane: its error messages are shown. */
    CHILD,
    /** An engine registered by an admin: of its error replies only the status is shown. */
    REGISTERED
}
