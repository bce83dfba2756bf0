package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.fleet.registry.ServiceAccess;
import dev.cairn.fleet.registry.ServiceDirectory;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.vllm.ApiKey;
import dev.cairn.vllm.EngineCapabilities;
import dev.cairn.vllm.EngineHealth;
import dev.cairn.vllm.EngineLimits;
import dev.cairn.vllm.EngineNeeds;
import dev.cairn.vllm.EngineSettings;
import dev.cairn.vllm.Origin;
import dev.cairn.vllm.RetryPolicy;
import dev.cairn.vllm.VllmGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Clients of the engines that an admin registered, kept until the engine's registration changes. */
final class RegisteredEngines implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RegisteredEngines.class);

    private final ServiceDirectory directory;
    private final ArtifactStore store;
    private final Duration controlTimeout;
    private final AdapterRoom room = new AdapterRoom();
    private final List<Kept> kept = new ArrayList<>();

    private record Kept(ServiceAccess access, EngineSettings settings, VllmGenerator generator) {}

    RegisteredEngines(ServiceDirectory directory, ArtifactStore store, Duration controlTimeout) {
        this.directory = directory;
        this.store = store;
        this.controlTimeout = controlTimeout;
    }

    /** A generator on the engine of this name, which is asked what it can do and freed of what ended owners left. */
    synchronized VllmGenerator connect(String name, RunRequirements needs, EngineLimits limits, Claim claim)
            throws InterruptedException {
        ServiceAccess access = directory.access(ServiceKind.ENGINE, name);
        EngineSettings settings = settings(access, needs, limits);
        EngineHealth health = EngineHealth.elsewhere(settings.url());
        EngineCapabilities.probe(settings, health, new EngineNeeds(needs.model().toString(), needs.maxModelLength()));
        room.take(access, claim, needs.adapters());
        List<String> stale = EngineCapabilities.unloadStale(settings, health, this::isNeeded);
        if (!stale.isEmpty()) {
            LOG.infof("unloaded %d adapters of owners that have ended from engine '%s'", stale.size(), name);
        }
        closeOlder(access);
        return kept.stream()
                .filter(one -> one.settings().equals(settings))
                .map(Kept::generator)
                .findFirst()
                .orElseGet(() -> keep(access, settings, health));
    }

    private VllmGenerator keep(ServiceAccess access, EngineSettings settings, EngineHealth health) {
        var generator = new VllmGenerator(settings, health, new StorePaths(store)::locate);
        kept.add(new Kept(access, settings, generator));
        return generator;
    }

    /** Also what Cairn did not load stays. */
    private boolean isNeeded(String adapter) {
        return AdapterOwner.of(adapter)
                .map(owner -> directory.isAtWork(owner.run(), owner.fence()))
                .orElse(true);
    }

    /** Clients for what the engine was registered as before. */
    private void closeOlder(ServiceAccess access) {
        kept.removeIf(one -> {
            boolean older =
                    one.access().name().equals(access.name()) && one.access().revision() != access.revision();
            if (older) {
                one.generator().close();
            }
            return older;
        });
    }

    private EngineSettings settings(ServiceAccess access, RunRequirements needs, EngineLimits limits) {
        return new EngineSettings(
                access.address().uri(),
                needs.generateTimeout(),
                controlTimeout,
                limits,
                needs.adapters(),
                RetryPolicy.standard(),
                new ApiKey(access.token().text()),
                Origin.REGISTERED);
    }

    /** A claim has ended: its room is free. */
    void ended(Claim claim) {
        room.giveBack(claim);
    }

    @Override
    public synchronized void close() {
        kept.forEach(one -> one.generator().close());
        kept.clear();
    }
}
