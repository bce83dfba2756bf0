package dev.cairn.fleet;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.vllm.EngineLimits;
import dev.cairn.vllm.EnginePlan.Device;

/** What the device of an engine allows: number formats, and how much may be in flight. */
final class DeviceRules {
    /** KV cache of an engine on CPU. */
    static final int CPU_CACHE_GIB = 2;

    /** Of one engine step on CPU, where a seeded prompt that is prefilled in parts kills the engine. */
    private static final int CPU_PROMPT_TOKENS = 65_536;

    /** vLLM's own default on its largest GPUs; what is asked for beyond it waits. */
    private static final int GPU_SEQUENCES = 1024;

    private DeviceRules() {}

    /** Refuses what vLLM could not start with, before it is started. */
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

    /** For an engine that is started here. */
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

    /** For a registered engine, which queues what it has no room for. */
    static EngineLimits limitsElsewhere(RunRequirements needs) {
        return new EngineLimits(needs.sequences(), EngineLimits.ANY_PROMPT_TOKENS);
    }
}
