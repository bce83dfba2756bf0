package dev.cairn.vllm;

import java.time.Duration;

/**
 * How much is asked of one engine.
 *
 * @param callTimeout the longest a generation request may take, from sending to the last byte
 * @param limits what may be in flight
 * @param maxAdapters adapters loaded at a time; more wait their turn
 */
public record EngineUse(Duration callTimeout, EngineLimits limits, int maxAdapters) {}
