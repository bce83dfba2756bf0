package dev.cairn.vllm;

/** How an engine on CPU is spread over processes and cores; ADR 17. */
public sealed interface CpuLayout {
    /**
     * Scheduler and model in one process.
     *
     * @param threads that compute, bound to no core
     */
    record OneProcess(int threads) implements CpuLayout {
        public OneProcess {
            if (threads < 1) {
                throw new IllegalArgumentException("an engine computes with at least one thread, not " + threads);
            }
        }
    }

    /** vLLM's own: the model in a process of its own, bound to all cores but one; both wait for the other by spinning. */
    record WorkerProcess() implements CpuLayout {}
}
