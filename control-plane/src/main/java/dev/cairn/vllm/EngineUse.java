package dev.cairn.vllm;

import java.time.Duration;

/**
 * How much a run uses one engine.
 *
 * @param callTimeout limit on a generation request, from sending to the last byte
 * @param limits limits on what is in flight
 * @param maxAdapters number of adapters loaded at a time; further ones wait
 */
public record EngineUse(Duration callTimeout, EngineLimits limits, int maxAdapters) {}
