package dev.cairn.queue;

import dev.cairn.config.CairnConfig;
import dev.cairn.experiments.RunChanges;
import dev.cairn.platform.Machine;
import dev.cairn.queue.ControlPlanes.ControlPlane;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
import javax.sql.DataSource;

/** The queue, and this control plane as its owner of runs. */
final class QueueBeans {
    @Produces
    @Singleton
    RunQueue runQueue(DataSource database, RunChanges changes) {
        return new RunQueue(database, changes, QueueSettings.standard());
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
}
