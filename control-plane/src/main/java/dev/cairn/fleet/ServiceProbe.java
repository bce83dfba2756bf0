package dev.cairn.fleet;

import dev.cairn.bridge.PythonWorker;
import dev.cairn.bridge.WorkerIdentity;
import dev.cairn.fleet.registry.ProbeResult;
import dev.cairn.fleet.registry.Probes;
import dev.cairn.fleet.registry.ServiceAccess;
import dev.cairn.fleet.registry.ServiceDirectory;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.ports.PortException;
import dev.cairn.vllm.EngineSummary;
import dev.cairn.vllm.RemoteEngine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Asks a registered service whether it is reachable, and what it is. */
@Singleton
public final class ServiceProbe {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ServiceDirectory directory;
    private final Probes probes;

    public ServiceProbe(ServiceDirectory directory, Probes probes) {
        this.directory = directory;
        this.probes = probes;
    }

    /**
     * Asks a service, and stores the result as that of its last probe.
     *
     * @throws PortException if it is not registered
     */
    public ProbeResult probe(ServiceKind kind, String name) throws InterruptedException {
        ServiceAccess access = directory.access(kind, name);
        ProbeResult result = ask(access);
        probes.store(access, result);
        return result;
    }

    private static ProbeResult ask(ServiceAccess access) throws InterruptedException {
        try {
            return switch (access.kind()) {
                case ENGINE -> engine(access);
                case WORKER -> worker(access);
            };
        } catch (PortException e) {
            return ProbeResult.unreachable(e.getMessage());
        }
    }

    private static ProbeResult engine(ServiceAccess access) throws InterruptedException {
        EngineSummary summary =
                RemoteEngine.summary(access.address().uri(), access.token().text(), LIMIT);
        return new ProbeResult(true, summary.version(), summary.models(), summary.adapters(), null, null);
    }

    private static ProbeResult worker(ServiceAccess access) throws InterruptedException {
        try (PythonWorker worker =
                PythonWorker.remote(access.address().uri(), access.token().text())) {
            WorkerIdentity found = worker.identify(LIMIT);
            return new ProbeResult(
                    true, found.version() + ", PyTorch " + found.torch(), List.of(), null, found.device(), null);
        }
    }
}
