package dev.cairn.fleet;

import dev.cairn.base.Backoff;
import dev.cairn.bridge.HttpLink;
import dev.cairn.bridge.WorkerIdentity;
import dev.cairn.fleet.registry.ServiceAccess;
import dev.cairn.fleet.registry.ServiceDirectory;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.ports.PortException;
import dev.cairn.vllm.ApiKey;
import dev.cairn.vllm.EngineLimits;
import dev.cairn.vllm.EngineSettings;
import dev.cairn.vllm.EngineSummary;
import dev.cairn.vllm.Origin;
import dev.cairn.vllm.RetryPolicy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a registered service whether it is there, and what it is. */
@Singleton
public final class ServiceProbe {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ServiceDirectory directory;

    public ServiceProbe(ServiceDirectory directory) {
        this.directory = directory;
    }

    /**
     * What came of it.
     *
     * @param reachable whether it answered as an engine or worker that Cairn can use
     * @param version of vLLM, or of {@code cairn_workers} and PyTorch
     * @param models of an engine: its base models
     * @param loadedAdapters of an engine: how many
     * @param device of a worker
     * @param error why it can't be used
     */
    public record Probed(
            boolean reachable,
            @Nullable String version,
            List<String> models,
            @Nullable Integer loadedAdapters,
            @Nullable String device,
            @Nullable String error) {}

    /** @throws PortException if it is not registered */
    public Probed probe(ServiceKind kind, String name) throws InterruptedException {
        ServiceAccess access = directory.access(kind, name);
        try {
            return switch (kind) {
                case ENGINE -> engine(access);
                case WORKER -> worker(access);
            };
        } catch (PortException e) {
            return new Probed(false, null, List.of(), null, null, e.getMessage());
        }
    }

    private static Probed engine(ServiceAccess access) throws InterruptedException {
        var summary = EngineSummary.of(new EngineSettings(
                access.address().uri(),
                LIMIT,
                LIMIT,
                new EngineLimits(1, 1),
                1,
                new RetryPolicy(1, new Backoff(Duration.ZERO, Duration.ZERO)),
                new ApiKey(access.token().text()),
                Origin.REGISTERED));
        return new Probed(true, summary.version(), summary.models(), summary.adapters(), null, null);
    }

    private static Probed worker(ServiceAccess access) throws InterruptedException {
        try (HttpLink link = new HttpLink(access.address().uri(), access.token().text())) {
            WorkerIdentity worker = WorkerIdentity.of(link, LIMIT);
            return new Probed(
                    true, worker.version() + ", PyTorch " + worker.torch(), List.of(), null, worker.device(), null);
        }
    }
}
