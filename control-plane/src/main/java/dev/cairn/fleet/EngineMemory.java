package dev.cairn.fleet;

import dev.cairn.vllm.EnginePlan.Device;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Main memory that engines on CPU need, and what the machine has left. */
final class EngineMemory {
    private static final double GIB = 1 << 30;

    /** vLLM's processes without weights and KV cache; 1.2 GiB were measured. */
    private static final long OF_VLLM = 3L << 29;

    private final Supplier<OptionalLong> available;

    /** @param available bytes that new processes can use; empty if unknown, and then everything fits */
    EngineMemory(Supplier<OptionalLong> available) {
        this.available = available;
    }

    /** @param starting engines that have not taken their memory yet */
    boolean hasRoom(EngineOption option, List<EngineOption> starting) {
        long promised = starting.stream().mapToLong(EngineMemory::bytes).sum();
        OptionalLong free = available.get();
        return free.isEmpty() || bytes(option) <= free.getAsLong() - promised;
    }

    /** Says what is lacking, to a person. */
    String lack(EngineOption option) {
        return "another vLLM with %s needs about %.1f GiB of memory, and the machine has %.1f GiB left"
                .formatted(option.model(), bytes(option) / GIB, available.get().orElse(0) / GIB);
    }

    private static long bytes(EngineOption option) {
        return option.engine().device() == Device.GPU
                ? 0
                : ModelSize.stored(option.engine().model())
                        + ((long) option.engine().cpuCacheGib() << 30)
                        + OF_VLLM;
    }
}
