package dev.cairn.ports;

/** Why a completion ended. */
public enum FinishReason {
    /** The policy wrote its stop token. */
    STOP,
    /** Cut off at the token limit. */
    LENGTH,
    /** The engine gave up; such a completion is neither graded nor trained on. */
    ABORTED
}
