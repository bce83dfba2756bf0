package dev.cairn.fleet;

import dev.cairn.platform.GpuDevice;
import dev.cairn.soar.PortException;
import dev.cairn.soar.PortException.Remedy;
import dev.cairn.vllm.GpuShare;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which GPUs engine and trainer take, and how much of a shared one.
 *
 * <p>Apart where there are enough. On a shared GPU the trainer's need is subtracted and the engine takes the rest: what its
 * weights leave of that is KV cache.
 *
 * @param engine the engine's GPUs
 * @param trainer the trainer's GPU, counted from 0 among the visible ones
 */
record GpuPlan(GpuShare engine, int trainer) {
    private static final double GIB = 1 << 30;

    static GpuPlan of(List<GpuDevice> gpus, Needs needs, ModelSize model) {
        Needs.Gpus wanted = needs.gpus();
        int size = wanted.tensorParallel();
        int first = orElse(wanted.engineDevice(), 0);
        requireThere("execution.gpu.engineDevice", first, size, gpus.size());
        requireDivisible(size, model);
        int trainer = orElse(wanted.trainerDevice(), first + size < gpus.size() ? first + size : first + size - 1);
        requireThere("execution.gpu.trainerDevice", trainer, 1, gpus.size());
        List<GpuDevice> engine = gpus.subList(first, first + size);
        boolean shared = needs.worker() == null && trainer >= first && trainer < first + size;
        Double share = wanted.engineMemoryShare();
        if (share == null && shared) {
            share = share(gpus.get(trainer), size, needs, model);
        }
        return new GpuPlan(new GpuShare(engine.stream().map(GpuDevice::id).toList(), share), trainer);
    }

    private static int orElse(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }

    private static double share(GpuDevice gpu, int tensorParallel, Needs needs, ModelSize model) {
        GpuMemory memory = GpuMemory.of(needs, model, tensorParallel);
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

    private static void requireThere(String field, int first, int count, int visible) {
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
        if (model.heads() % tensorParallel != 0) {
            throw new PortException(
                    Remedy.FIX_REQUEST,
                    "execution.gpu.tensorParallel is %d, but the model has %d attention heads, which that does not divide"
                            .formatted(tensorParallel, model.heads()));
        }
    }
}
