package dev.cairn.fleet;

import dev.cairn.vllm.CpuLayout;
import java.nio.file.Path;

/** Chooses the layout that serves a model best on CPU; ADR 17 has the measurements. */
final class CpuLayouts {
    /** In a smaller model a matrix product ends before a second thread has started. */
    private static final long ONE_THREAD_BYTES = 16L << 20;

    /** With more cores no layout was measured, and vLLM's default is used. */
    private static final int FEW_CORES = 2;

    private CpuLayouts() {}

    /** @param engines number of engines that may run at a time; none of several may bind to the cores of the others */
    static CpuLayout of(Path model, int cores, int engines) {
        if (ModelSize.stored(model) < ONE_THREAD_BYTES) {
            return new CpuLayout.OneProcess(1);
        }
        if (engines > 1) {
            return new CpuLayout.OneProcess(Math.max(1, cores / engines));
        }
        return cores <= FEW_CORES ? new CpuLayout.OneProcess(cores) : new CpuLayout.WorkerProcess();
    }
}
