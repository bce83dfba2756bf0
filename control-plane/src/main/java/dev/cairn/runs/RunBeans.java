package dev.cairn.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.artifacts.CompletionFilesOnDisk;
import dev.cairn.base.Ticker;
import dev.cairn.config.CairnConfig;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.queue.ControlPlanes;
import dev.cairn.queue.ControlPlanes.ControlPlane;
import dev.cairn.queue.RunQueue;
import dev.cairn.runs.programs.RunPrograms;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.Consumer;

/** Producers for everything that executes runs in this control plane. */
final class RunBeans {
    @Produces
    @Singleton
    RunWork runWork(
            ExperimentStore experiments,
            Ports ports,
            RunPrograms programs,
            ArtifactStore store,
            JdbcRunner jdbc,
            ObjectMapper json,
            Consumer<RunLifecycleEvent> news,
            Clock clock,
            Ticker ticker) {
        return new RunWork(
                experiments, ports, programs, store, new CompletionFilesOnDisk(store), jdbc, json, news, clock, ticker);
    }

    @Produces
    @Singleton
    RunExecutor runExecutor(
            RunQueue queue,
            RunWork work,
            ControlPlanes planes,
            ControlPlane self,
            CairnConfig config,
            Consumer<RunLifecycleEvent> news,
            Ticker ticker) {
        return new RunExecutor(
                queue, work, planes, self, new ExecutorSettings(config.runsAtOnce(), config.drainTime()), news, ticker);
    }
}
