package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.fleet.registry.ServiceAccess;
import dev.cairn.fleet.registry.ServiceDirectory;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.ports.Generator;
import dev.cairn.vllm.EngineLimits;
import dev.cairn.vllm.RemoteEngine;
import dev.cairn.vllm.RemoteEngine.Use;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** Clients of the engines that an admin registered, kept until the engine's registration changes. */
final class RegisteredEngines implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RegisteredEngines.class);

    private final ServiceDirectory directory;
    private final ArtifactStore store;
    private final AdapterReservations reservations = new AdapterReservations();
    /** Held while engines are asked; an interrupt ends the waiting for it. */
    private final ReentrantLock asking = new ReentrantLock();
    /** Also read without holding the lock. */
    private final List<Kept> kept = new CopyOnWriteArrayList<>();

    private record Kept(ServiceAccess access, Use use, RemoteEngine engine) {}

    RegisteredEngines(ServiceDirectory directory, ArtifactStore store) {
        this.directory = directory;
        this.store = store;
    }

    /**
     * Returns a generator on the engine of this name, after checking its capabilities and unloading the adapters of
     * ended owners.
     */
    Generator connect(String name, RunRequirements needs, EngineLimits limits, Claim claim)
            throws InterruptedException {
        ServiceAccess access = directory.access(ServiceKind.ENGINE, name);
        asking.lockInterruptibly();
        try {
            return connect(access, needs, limits, claim);
        } finally {
            asking.unlock();
        }
    }

    private Generator connect(ServiceAccess access, RunRequirements needs, EngineLimits limits, Claim claim)
            throws InterruptedException {
        closeOlder(access);
        RemoteEngine engine = engine(access, new Use(needs.generateTimeout(), limits, needs.adapters()));
        engine.requireServes(needs.model().toString(), needs.maxModelLength());
        reservations.reserve(access, claim, needs.adapters());
        List<String> stale = engine.unloadStale(this::isNeeded);
        if (!stale.isEmpty()) {
            LOG.infof("unloaded %d adapters of owners that have ended from engine '%s'", stale.size(), access.name());
        }
        return engine.generator();
    }

    private RemoteEngine engine(ServiceAccess access, Use use) {
        return kept.stream()
                .filter(one ->
                        one.access().name().equals(access.name()) && one.use().equals(use))
                .map(Kept::engine)
                .findFirst()
                .orElseGet(() -> {
                    RemoteEngine engine = new RemoteEngine(
                            access.address().uri(), access.token().text(), use, new StorePaths(store)::locate);
                    kept.add(new Kept(access, use, engine));
                    return engine;
                });
    }

    /** Whether an adapter must stay loaded; also true for one that Cairn did not load. */
    private boolean isNeeded(String adapter) {
        return AdapterOwner.of(adapter)
                .map(owner -> directory.isAtWork(owner.run(), owner.fence()))
                .orElse(true);
    }

    /** Closes clients of the engine's earlier registrations. */
    private void closeOlder(ServiceAccess access) {
        kept.removeIf(one -> {
            boolean older =
                    one.access().name().equals(access.name()) && one.access().revision() != access.revision();
            if (older) {
                one.engine().close();
            }
            return older;
        });
    }

    /** The adapters that the engines hold for this control plane now. */
    List<LoadedAdapter> loaded() {
        return kept.stream()
                .flatMap(one -> one.engine().loaded().stream()
                        .map(directory -> new LoadedAdapter(one.access().name(), directory)))
                .toList();
    }

    /** Frees the room of a claim that has ended. */
    void ended(Claim claim) {
        reservations.release(claim);
    }

    @Override
    public void close() {
        kept.forEach(one -> one.engine().close());
        kept.clear();
    }
}
