package dev.cairn.fleet;

import dev.cairn.platform.GpuDevice;
import dev.cairn.platform.GpuDevices;
import dev.cairn.platform.Machine;
import dev.cairn.platform.PlatformException;
import dev.cairn.ports.PortException;
import dev.cairn.vllm.EnginePlan.Device;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Memory that engine and trainer need of their GPUs, in bytes, and the GPUs that this control plane has.
 *
 * @param trainer what the trainer needs of its GPU
 * @param engine what the engine needs of each of its GPUs, at least
 * @param gpus memory of each GPU that Cairn sees here; empty on a CPU
 * @param problem why runs could not start on these GPUs; absent if they could, and on a CPU
 */
public record GpuNeeds(
        long trainer,
        long engine,
        List<Long> gpus,
        @Nullable String problem) {
    private static final double GIB = 1 << 30;

    public GpuNeeds {
        gpus = List.copyOf(gpus);
    }

    /** Empty if the directory does not show the model's size. */
    public static Optional<GpuNeeds> of(RunRequirements needs) throws InterruptedException {
        ModelSize model;
        try {
            model = ModelSize.of(needs.model(), needs.precision());
        } catch (PortException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(needs, model, Machine.usesGpu() ? GpuDevices.visible() : List.of()));
        } catch (PlatformException e) {
            GpuMemory memory = GpuMemory.of(needs, model);
            return Optional.of(new GpuNeeds(memory.trainer(), memory.leastForEngine(), List.of(), e.getMessage()));
        }
    }

    static GpuNeeds of(RunRequirements needs, ModelSize model, List<GpuDevice> gpus) {
        GpuMemory memory = GpuMemory.of(needs, model);
        boolean unused = gpus.isEmpty() || (needs.engine() != null && needs.worker() != null);
        return new GpuNeeds(
                memory.trainer(),
                memory.leastForEngine(),
                gpus.stream().map(GpuDevice::bytes).toList(),
                unused ? null : problem(needs, model, gpus, memory));
    }

    private static @Nullable String problem(
            RunRequirements needs, ModelSize model, List<GpuDevice> gpus, GpuMemory memory) {
        try {
            if (needs.engine() == null) {
                DeviceRules.requireServable(Device.GPU, needs);
            }
            GpuPlan plan = GpuPlan.of(gpus, needs, model);
            for (GpuDevice gpu : gpus) {
                if (plan.engine().devices().contains(gpu.id()) && gpu.bytes() < memory.leastForEngine()) {
                    return tooSmall(gpu, "engine", memory.leastForEngine());
                }
            }
            Integer trainer = plan.trainer();
            return trainer != null && gpus.get(trainer).bytes() < memory.trainer()
                    ? tooSmall(gpus.get(trainer), "trainer", memory.trainer())
                    : null;
        } catch (PortException e) {
            return e.getMessage();
        }
    }

    private static String tooSmall(GpuDevice gpu, String who, long bytes) {
        return "GPU %s has %.1f GiB; the %s needs about %.1f GiB"
                .formatted(gpu.id(), gpu.bytes() / GIB, who, bytes / GIB);
    }
}
