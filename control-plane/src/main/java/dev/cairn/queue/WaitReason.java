package dev.cairn.queue;

/**
 * Why a run is not running.
 *
 * @param message for people: what it waits for, and what they can do where there is something to do
 */
public record WaitReason(WaitReasonCode code, String message) {}
