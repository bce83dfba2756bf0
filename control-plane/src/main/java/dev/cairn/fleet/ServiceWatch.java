package dev.cairn.fleet;

import dev.cairn.fleet.registry.Probes;
import dev.cairn.fleet.registry.Probes.Service;
import dev.cairn.ports.PortException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Probes the registered services regularly, so that their last result is at hand; each by one control plane. */
@Singleton
public final class ServiceWatch {
    private static final Logger LOG = Logger.getLogger(ServiceWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Probes probes;
    private final ServiceProbe probe;

    public ServiceWatch(Probes probes, ServiceProbe probe) {
        this.probes = probes;
        this.probe = probe;
    }

    /** Probes the services that are due, all at once; returns when the last one has answered or its limit is over. */
    public void look() {
        List<Thread> probing = new ArrayList<>();
        for (Service due : probes.takeDue(EVERY)) {
            probing.add(Thread.ofVirtual().name("probe-" + due.name()).start(() -> probe(due)));
        }
        for (Thread one : probing) {
            try {
                one.join();
            } catch (InterruptedException e) {
                probing.forEach(Thread::interrupt);
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void probe(Service due) {
        try {
            probe.probe(due.kind(), due.name());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (PortException e) {
            LOG.debugf("%s %s could not be probed: %s", due.kind().wireName(), due.name(), e.getMessage());
        }
    }
}
