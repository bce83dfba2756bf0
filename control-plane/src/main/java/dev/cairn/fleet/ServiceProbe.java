package dev.cairn.fleet;

import dev.cairn.bridge.PythonWorker;
import dev.cairn.bridge.WorkerIdentity;
import dev.cairn.fleet.registry.ServiceAccess;
import dev.cairn.fleet.registry.ServiceDirectory;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.ports.PortException;
import dev.cairn.vllm.EngineSummary;
import dev.cairn.vllm.RemoteEngine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a registered service whether it is reachable, and what it is. */
@Singleton
public final class ServiceProbe {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ServiceDirectory directory;

    public ServiceProbe(ServiceDirectory directory) {
        this.directory = directory;
    }

    /**
     * The result of a probe.
     *
     * @param reachable whether it answered as an engine or worker that Cairn can use
     * @param version version of vLLM, or of {@code cairn_workers} and PyTorch
     * @param models base models, if it is an engine
     * @param loadedAdapters number of loaded adapters, if it is an engine
     * @param device device, if it is a worker
     * @param error why it cannot be used
     */
    public record ProbeResult(
            boolean reachable,
            @Nullable String version,
            List<String> models,
            @Nullable Integer loadedAdapters,
            @Nullable String device,
            @Nullable String error) {}

    /** @throws PortException if it is not registered */
    public ProbeResult probe(ServiceKind kind, String name) throws InterruptedException {
        ServiceAccess access = directory.access(kind, name);
        try {
            return switch (kind) {
                case ENGINE -> engine(access);
                case WORKER -> worker(access);
            };
        } catch (PortException e) {
            return new ProbeResult(false, null, List.of(), null, null, e.getMessage());
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
