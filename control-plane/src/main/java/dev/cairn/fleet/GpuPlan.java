package dev.cairn.fleet;

import dev.cairn.platform.GpuDevice;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.vllm.GpuShare;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs of this machine's engine and trainer, and the engine's share of a GPU that both use.
 *
 * <p>They get separate GPUs if there are enough. On a shared GPU the engine gets what the trainer does not need, and
 * uses for its KV cache what its weights leave.
 *
 * @param engine the engine's GPUs; {@link GpuShare#NONE} if it is registered
 * @param trainer the trainer's GPU, counted from 0 among the visible ones; absent if it is registered
 * @param devices the GPUs of both
 */
record GpuPlan(GpuShare engine, @Nullable Integer trainer, Set<String> devices) {
    /** No GPU: on a CPU, or if engine and trainer are both registered. */
    static final GpuPlan NONE = new GpuPlan(GpuShare.NONE, null, Set.of());

    private static final double GIB = 1 << 30;

    GpuPlan {
        devices = Set.copyOf(devices);
    }

    /**
     * The plans that a run can choose from. The first one is that of {@link #of}; the others use further GPUs, as many
     * for each, so that several runs can be executed at a time. GPUs that the specification names have no alternative.
     */
    static List<GpuPlan> options(List<GpuDevice> gpus, RunRequirements needs, ModelSize model) {
        List<GpuPlan> options = new ArrayList<>(List.of(of(gpus, needs, model)));
        RunRequirements.Gpus wanted = needs.gpus();
        if (wanted.engineDevice() == null && wanted.trainerDevice() == null) {
            boolean engineHere = needs.engine() == null;
            int each = (engineHere ? wanted.tensorParallel() : 0) + (needs.worker() == null ? 1 : 0);
            for (int first = each; each > 0 && first + each <= gpus.size(); first += each) {
                RunRequirements.Gpus others = engineHere ? wanted.engineFrom(first) : wanted.trainerOn(first);
                options.add(of(gpus, needs.onGpus(others), model));
            }
        }
        return List.copyOf(options);
    }

    static GpuPlan of(List<GpuDevice> gpus, RunRequirements needs, ModelSize model) {
        List<Integer> engine = needs.engine() == null ? engine(gpus.size(), needs.gpus(), model) : List.of();
        Integer trainer = needs.worker() == null ? trainer(gpus.size(), needs.gpus(), engine) : null;
        List<String> names =
                engine.stream().map(device -> gpus.get(device).id()).toList();
        Set<String> devices = Stream.concat(engine.stream(), Stream.ofNullable(trainer))
                .map(device -> gpus.get(device).id())
                .collect(Collectors.toSet());
        return new GpuPlan(new GpuShare(names, share(gpus, engine, trainer, needs, model)), trainer, devices);
    }

    private static List<Integer> engine(int visible, RunRequirements.Gpus wanted, ModelSize model) {
        int size = wanted.tensorParallel();
        int first = Objects.requireNonNullElse(wanted.engineDevice(), 0);
        requireVisible("execution.gpu.engineDevice", first, size, visible);
        requireDivisible(size, model);
        return IntStream.range(first, first + size).boxed().toList();
    }

    /** The first GPU after the engine's, or the engine's last one. */
    private static int trainer(int visible, RunRequirements.Gpus wanted, List<Integer> engine) {
        int after = engine.isEmpty() ? 0 : engine.getLast() + 1;
        int trainer = Objects.requireNonNullElse(wanted.trainerDevice(), after < visible ? after : after - 1);
        requireVisible("execution.gpu.trainerDevice", trainer, 1, visible);
        return trainer;
    }

    private static @Nullable Double share(
            List<GpuDevice> gpus,
            List<Integer> engine,
            @Nullable Integer trainer,
            RunRequirements needs,
            ModelSize model) {
        Double wanted = needs.gpus().engineMemoryShare();
        if (wanted != null || trainer == null || !engine.contains(trainer)) {
            return wanted;
        }
        GpuDevice gpu = gpus.get(trainer);
        GpuMemory memory = GpuMemory.of(needs, model);
        double share = BigDecimal.valueOf((gpu.bytes() - memory.trainer()) / (double) gpu.bytes())
                .setScale(2, RoundingMode.DOWN)
                .doubleValue();
        if (share * gpu.bytes() < memory.leastForEngine()) {
            throw new PortException(
                    Remedy.FIX_REQUEST,
                    "GPU %s has %.1f GiB; the trainer needs about %.1f GiB of it and the engine at least %.1f GiB. Use a second GPU (execution.gpu.trainerDevice), lower execution.microBatchTokens or execution.trialsInParallel, or set execution.gpu.engineMemoryShare yourself"
                            .formatted(
                                    gpu.id(),
                                    gpu.bytes() / GIB,
                                    memory.trainer() / GIB,
                                    memory.leastForEngine() / GIB));
        }
        return share;
    }

    private static void requireVisible(String field, int first, int count, int visible) {
        if (first + count > visible) {
            throw new PortException(
                    Remedy.FIX_REQUEST,
                    "%s is %d%s, but Cairn sees %d GPUs, numbered from 0"
                            .formatted(
                                    field,
                                    first,
                                    count == 1 ? "" : " and execution.gpu.tensorParallel is " + count,
                                    visible));
        }
    }

    private static void requireDivisible(int tensorParallel, ModelSize model) {
        if (model.shape().heads() % tensorParallel != 0) {
            throw new PortException(
                    Remedy.FIX_REQUEST,
                    "execution.gpu.tensorParallel is %d, but the model has %d attention heads, which can't be divided by that"
                            .formatted(tensorParallel, model.shape().heads()));
        }
    }
}
