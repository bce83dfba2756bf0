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

    /** The share of all memory that engines and trainers may need together; the rest is for what else runs. */
    private static final double FOR_RUNS = 0.9;

    private final Supplier<OptionalLong> available;
    private final Supplier<OptionalLong> total;

    /**
     * @param available bytes that new processes can use; empty if unknown
     * @param total bytes that the machine has; empty if unknown
     */
    MainMemory(Supplier<OptionalLong> available, Supplier<OptionalLong> total) {
        this.available = available;
        this.total = total;
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

        /** Of one run with an engine of its own. */
        long sum() {
            return engine + trainer;
        }
    }

    /**
     * Whether there is memory for so much: now, counting what starting engines will take, and also when each trainer has
     * loaded its model. What a starting engine has taken already counts twice until it is up, so that a run rather waits
     * a little than meets a machine without memory.
     *
     * @param freed what would be freed for it, in bytes
     */
    boolean has(long bytes, long freed, List<EnginePlace> places) {
        long starting = places.stream()
                .filter(place -> !place.isStarted())
                .mapToLong(place -> place.option().memory().engine())
                .sum();
        long all = places.stream().mapToLong(EnginePlace::memory).sum();
        return bytes <= available.get().orElse(Long.MAX_VALUE) - starting + freed
                && all - freed + bytes <= FOR_RUNS * total.get().orElse(Long.MAX_VALUE);
    }

    /** Says what is lacking, to a person. */
    String lack(String model, long bytes, List<EnginePlace> places) {
        OptionalLong left = available.get();
        OptionalLong all = total.get();
        return "another run with %s needs about %.1f GiB of memory; the machine has %s left, and the runs at work need %.1f GiB%s"
                .formatted(
                        model,
                        bytes / GIB,
                        left.isPresent() ? "%.1f GiB".formatted(left.getAsLong() / GIB) : "an unknown amount",
                        places.stream().mapToLong(EnginePlace::memory).sum() / GIB,
                        all.isPresent()
                                ? " of the %.1f GiB that all runs may use".formatted(FOR_RUNS * all.getAsLong() / GIB)
                                : "");
    }
}
