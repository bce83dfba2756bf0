package dev.cairn.queue;

/**
 * The reason why a run is waiting.
 *
 * @param message for people: what the run waits for, and what to do about it if something can be done
 */
public record WaitReason(WaitReasonCode code, String message) {}
