package dev.cairn.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.artifacts.CompletionFilesOnDisk;
import dev.cairn.config.CairnConfig;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.queue.ControlPlanes;
import dev.cairn.queue.ControlPlanes.ControlPlane;
import dev.cairn.queue.RunQueue;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** What carries runs out in this control plane. */
final class RunBeans {
    @Produces
    @Singleton
    RunWork runWork(
            ExperimentStore experiments,
            Ports ports,
            RunKinds kinds,
            ArtifactStore store,
            DataSource database,
            ObjectMapper json,
            ControlPlane self,
            Consumer<RunNews> news) {
        return new RunWork(
                experiments,
                ports,
                kinds,
                store,
                new CompletionFilesOnDisk(store),
                database,
                json,
                self.accelerators(),
                news);
    }

    @Produces
    @Singleton
    RunExecutor runExecutor(
            RunQueue queue,
            RunWork work,
            ControlPlanes planes,
            ControlPlane self,
            CairnConfig config,
            Consumer<RunNews> news) {
        return new RunExecutor(queue, work, planes, self, new ExecutorSettings(1, config.drainTime()), news);
    }
}
