package dev.cairn.vllm;

import java.nio.file.Path;

/**
 * A local engine to start, in the run's terms; {@link EngineCommand} translates it into vLLM's.
 *
 * @param python the interpreter that has vLLM
 * @param workers the source directory of {@code cairn_workers}, whose adapter kernels the engine uses on CPU
 * @param model directory of the base model
 * @param servedName served name of the base model
 * @param port port on the loopback interface
 * @param precision number format of weights and activations
 * @param device the device that it computes on
 * @param gpus the GPUs, and the share of their memory; on CPU {@link GpuShare#NONE}
 * @param maxRank the highest adapter rank
 * @param maxAdapters number of adapters loaded at a time
 * @param maxModelLength longest sequence in tokens, prompt and completion together
 * @param limits limits on what callers keep in flight; they determine the engine's batch size
 * @param cpuCacheGib size of the KV cache on CPU, in GiB
 * @param cpuLayout processes and threads on CPU
 * @param prefixCache whether prompts share their KV cache
 */
public record EnginePlan(
        Path python,
        Path workers,
        Path model,
        String servedName,
        int port,
        Precision precision,
        Device device,
        GpuShare gpus,
        int maxRank,
        int maxAdapters,
        int maxModelLength,
        EngineLimits limits,
        int cpuCacheGib,
        CpuLayout cpuLayout,
        PrefixCache prefixCache) {
    /** Number format of weights and activations. */
    public enum Precision {
        FLOAT32,
        BFLOAT16
    }

    /** The device that an engine computes on. */
    public enum Device {
        CPU,
        GPU
    }

    /**
     * Whether prompts share their KV cache. Without it a repeated run gives equal results.
     */
    public enum PrefixCache {
        ON,
        OFF
    }

    /** Whether an engine with this plan serves another one, which differs at most in its port. */
    public boolean serves(EnginePlan wanted) {
        return onPort(wanted.port()).equals(wanted);
    }

    /** This plan with another port. */
    public EnginePlan onPort(int other) {
        return new EnginePlan(
                python,
                workers,
                model,
                servedName,
                other,
                precision,
                device,
                gpus,
                maxRank,
                maxAdapters,
                maxModelLength,
                limits,
                cpuCacheGib,
                cpuLayout,
                prefixCache);
    }

    public EnginePlan {
        if (!model.isAbsolute() || !python.isAbsolute()) {
            throw new IllegalArgumentException("engine paths must be absolute: python " + python + ", model " + model);
        }
        if (servedName.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                    "an engine needs a served name and a port in 1..65535: '" + servedName + "', " + port);
        }
        if (maxRank < 1 || maxAdapters < 1 || maxModelLength < 1 || cpuCacheGib < 1) {
            throw new IllegalArgumentException(
                    "an engine needs maxRank, maxAdapters, maxModelLength and cpuCacheGib of at least 1: " + maxRank
                            + ", " + maxAdapters + ", " + maxModelLength + ", " + cpuCacheGib);
        }
    }
}
