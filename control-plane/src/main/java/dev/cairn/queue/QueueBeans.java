package dev.cairn.queue;

import dev.cairn.config.CairnConfig;
import dev.cairn.platform.Machine;
import dev.cairn.queue.ControlPlanes.ControlPlane;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Producers for the queue, with this control plane as an owner of runs. */
final class QueueBeans {
    @Produces
    @Singleton
    QueueSettings queueSettings() {
        return QueueSettings.standard();
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
