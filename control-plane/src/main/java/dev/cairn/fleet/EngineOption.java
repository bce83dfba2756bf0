package dev.cairn.fleet;

import dev.cairn.vllm.EnginePlan;
import java.time.Duration;

/**
 * One way to serve a run on this machine.
 *
 * @param gpus the GPUs of engine and trainer
 * @param engine the engine, on any port
 * @param callTimeout limit on a generation request
 * @param runs number of runs that the engine has room for; 1 where results must not depend on what else is in a batch
 * @param memory main memory that the run needs
 */
record EngineOption(GpuPlan gpus, EnginePlan engine, Duration callTimeout, int runs, MainMemory.Needs memory) {
    /** Whether an engine with this option serves a run that asks for another one. */
    boolean serves(EngineOption wanted) {
        return gpus.equals(wanted.gpus())
                && engine.serves(wanted.engine())
                && callTimeout.equals(wanted.callTimeout())
                && runs == wanted.runs();
    }

    /** The name of the directory of the model. */
    String model() {
        return String.valueOf(engine.model().getFileName());
    }
}
