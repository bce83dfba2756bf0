package dev.cairn.fleet;

import dev.cairn.vllm.EnginePlan.Device;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Main memory that runs on CPU need, and what the machine has left. */
final class MainMemory {
    private static final double GIB = 1 << 30;

    /** vLLM's processes without weights and KV cache; 1.2 GiB were measured. */
    private static final long OF_VLLM = 3L << 29;

    private final Supplier<OptionalLong> available;

    /** @param available bytes that new processes can use; empty if unknown, and then everything fits */
    MainMemory(Supplier<OptionalLong> available) {
        this.available = available;
    }

    /**
     * What a run needs, in bytes; nothing on a GPU.
     *
     * @param trainer 0 if it is a registered one
     */
    record Needs(long engine, long trainer) {
        static final Needs NONE = new Needs(0, 0);

        static Needs of(RunRequirements needs, Device device, int cacheGib) {
            if (device == Device.GPU) {
                return NONE;
            }
            ModelSize model = ModelSize.of(needs.model(), needs.precision());
            return new Needs(
                    model.weights() + ((long) cacheGib << 30) + OF_VLLM,
                    needs.worker() == null ? GpuMemory.of(needs, model).trainer() : 0);
        }

        long sum() {
            return engine + trainer;
        }
    }

    /**
     * Whether the machine has room for so much.
     *
     * @param starting what engines and trainers that are starting will take; what they have taken already counts twice
     *     until they are up, so that a run rather waits a little than meets a machine without memory
     */
    boolean has(long bytes, List<Needs> starting) {
        long promised = starting.stream().mapToLong(Needs::sum).sum();
        OptionalLong free = available.get();
        return free.isEmpty() || bytes <= free.getAsLong() - promised;
    }

    /** Says what is lacking, to a person. */
    String lack(String model, long bytes) {
        return "another run with %s needs about %.1f GiB of memory, and the machine has %.1f GiB left"
                .formatted(model, bytes / GIB, available.get().orElse(0) / GIB);
    }
}
