package dev.cairn.fleet;

import dev.cairn.vllm.CpuLayout;
import java.nio.file.Path;

/** Which layout serves a model best on CPU; ADR 17 has the measurements. */
final class CpuLayouts {
    /** The products of a smaller model are over before a second thread has begun. */
    private static final long ONE_THREAD_BYTES = 16L << 20;

    /** For more, no layout was measured, and vLLM's own stays. */
    private static final int FEW_CORES = 2;

    private CpuLayouts() {}

    static CpuLayout of(Path model, int cores) {
        if (ModelSize.stored(model) < ONE_THREAD_BYTES) {
            return new CpuLayout.OneProcess(1);
        }
        return cores <= FEW_CORES ? new CpuLayout.OneProcess(cores) : new CpuLayout.WorkerProcess();
    }
}
