package dev.cairn.fleet;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.vllm.EngineLimits;
import dev.cairn.vllm.EnginePlan.Device;

/** What an engine's device allows: number formats, and how much may be in flight. */
final class DeviceRules {
    /** Size of the KV cache of an engine on CPU, in GiB. */
    static final int CPU_CACHE_GIB = 2;

    /** Prompt tokens of one engine step on CPU, where a seeded prompt that is prefilled in parts kills the engine. */
    private static final int CPU_PROMPT_TOKENS = 65_536;

    /** vLLM's default on its largest GPUs; further sequences wait. */
    private static final int GPU_SEQUENCES = 1024;

    private DeviceRules() {}

    /** Refuses requirements with which vLLM could not start, before it is started. */
    static void requireServable(Device device, RunRequirements needs) {
        switch (device) {
            case CPU -> {}
            case GPU -> {
                if (needs.precision() == RunRequirements.Precision.FP32) {
                    throw new PortException(
                            Remedy.FIX_REQUEST,
                            "model.precision is FP32, but vLLM's GPU kernels for adapters compute in BF16 only: use"
                                    + " model.precision BF16, whose mismatch limit is its default, or start Cairn with"
                                    + " CAIRN_DEVICE=cpu");
                }
            }
        }
    }

    /** Limits for an engine that is started here. */
    static EngineLimits limits(Device device, RunRequirements needs) {
        return switch (device) {
            case CPU ->
                new EngineLimits(
                        Math.min(
                                needs.sequences(),
                                KvCacheCapacity.sequences(
                                        needs.model(), needs.maxModelLength(), needs.precision(), CPU_CACHE_GIB)),
                        CPU_PROMPT_TOKENS);
            case GPU -> new EngineLimits(Math.min(needs.sequences(), GPU_SEQUENCES), EngineLimits.ANY_PROMPT_TOKENS);
        };
    }

    /** Limits for a registered engine, which queues requests that exceed its room. */
    static EngineLimits limitsElsewhere(RunRequirements needs) {
        return new EngineLimits(needs.sequences(), EngineLimits.ANY_PROMPT_TOKENS);
    }
}
