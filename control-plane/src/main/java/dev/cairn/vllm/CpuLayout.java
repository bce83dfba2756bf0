package dev.cairn.vllm;

/** How an engine on CPU uses processes and cores (ADR 17). */
public sealed interface CpuLayout {
    /**
     * Scheduler and model in one process.
     *
     * @param threads number of computing threads, not bound to cores
     */
    record OneProcess(int threads) implements CpuLayout {
        public OneProcess {
            if (threads < 1) {
                throw new IllegalArgumentException("an engine computes with at least one thread, not " + threads);
            }
        }
    }

    /**
     * vLLM's default: the model runs in a process of its own, bound to all cores but one, and the two processes spin
     * while they wait for each other.
     */
    record WorkerProcess() implements CpuLayout {}
}
