package dev.cairn;

import dev.cairn.experiments.RunChanges;
import dev.cairn.fleet.CairnConfig;
import dev.cairn.metrics.RunMeters;
import dev.cairn.platform.Machine;
import dev.cairn.queue.ControlPlanes;
import dev.cairn.queue.ControlPlanes.ControlPlane;
import dev.cairn.queue.QueueAdmin;
import dev.cairn.queue.QueueSettings;
import dev.cairn.queue.QueueView;
import dev.cairn.queue.RunQueue;
import dev.cairn.runs.ExecutorSettings;
import dev.cairn.runs.RunExecutor;
import dev.cairn.runs.RunWork;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
import javax.sql.DataSource;

/** The queue and who works on it. */
final class QueueWiring {
    @Produces
    @Singleton
    RunQueue runQueue(DataSource database, RunChanges changes) {
        return new RunQueue(database, changes, QueueSettings.standard());
    }

    @Produces
    @Singleton
    QueueAdmin queueAdmin(DataSource database) {
        return new QueueAdmin(database);
    }

    @Produces
    @Singleton
    QueueView queueView(DataSource database) {
        return new QueueView(database);
    }

    @Produces
    @Singleton
    ControlPlanes controlPlanes(DataSource database) {
        return new ControlPlanes(database);
    }

    @Produces
    @Singleton
    ControlPlane controlPlane(CairnConfig config) {
        return new ControlPlane(
                "pid-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID(),
                Machine.host(),
                ProcessHandle.current().pid(),
                config.pools(),
                1,
                Machine.accelerators());
    }

    @Produces
    @Singleton
    RunExecutor runExecutor(
            RunQueue queue,
            RunWork work,
            ControlPlanes planes,
            ControlPlane self,
            CairnConfig config,
            RunMeters meters) {
        return new RunExecutor(queue, work, planes, self, new ExecutorSettings(1, config.drainTime()), meters);
    }
}
