package dev.cairn.fleet;

import dev.cairn.vllm.EnginePlan;
import dev.cairn.vllm.VllmGenerator;
import dev.cairn.vllm.VllmSupervisor;

/** A vLLM that this control plane started, with the generator that talks to it. */
record LocalEngine(EnginePlan plan, VllmSupervisor supervisor, VllmGenerator generator) implements AutoCloseable {
    /** Whether it was started with what this plan asks for, wherever it listens. */
    boolean serves(EnginePlan wanted) {
        return wanted.equals(new EnginePlan(
                plan.python(),
                plan.workers(),
                plan.model(),
                plan.servedName(),
                wanted.port(),
                plan.precision(),
                plan.device(),
                plan.gpus(),
                plan.maxRank(),
                plan.maxAdapters(),
                plan.maxModelLength(),
                plan.limits(),
                plan.cpuCacheGib(),
                plan.cpuLayout(),
                plan.prefixCache()));
    }

    @Override
    public void close() {
        generator.close();
        supervisor.close();
    }
}
