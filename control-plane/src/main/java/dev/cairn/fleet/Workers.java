package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.base.Ticker;
import dev.cairn.bridge.PythonWorker;
import dev.cairn.bridge.WorkerIdentity;
import dev.cairn.fleet.registry.ServiceAccess;
import dev.cairn.fleet.registry.ServiceDirectory;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.platform.ChildProcesses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The workers for training and grading: Python inside this JVM, local worker processes, or registered workers. */
final class Workers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final Duration HELLO = Duration.ofSeconds(60);

    private final Path python;
    private final List<Path> modulePath;
    private final LocalWorkers processes;
    /** Also read without holding the lock, since the lock is held while a worker starts. */
    private volatile @Nullable PythonWorker embedded;

    private final ServiceDirectory directory;
    private final Map<String, Kept> registered = new HashMap<>();
    private final Map<Claim, PythonWorker> claims = new ConcurrentHashMap<>();

    private record Kept(ServiceAccess access, PythonWorker worker) {}

    /**
     * A worker for a run.
     *
     * @param log the name of its log in HOME, if it is a process of this control plane
     */
    record Connected(PythonWorker worker, @Nullable String log) {}

    Workers(
            Path python,
            Path workers,
            ChildProcesses children,
            ArtifactStore store,
            ServiceDirectory directory,
            Ticker ticker) {
        this.python = python;
        this.modulePath = List.of(workers);
        this.processes = new LocalWorkers(python, modulePath, children, store, ticker);
        this.directory = directory;
    }

    /** Returns a worker that has answered. */
    synchronized Connected connect(RunRequirements needs, Claim claim) throws InterruptedException {
        Connected found = switch (needs.bridge()) {
            case JEP -> new Connected(embedded(), null);
            case HTTP -> {
                String name = needs.worker();
                yield name == null ? process(claim) : new Connected(registered(name), null);
            }
        };
        WorkerIdentity identity = found.worker().identify(HELLO);
        LOG.debugf("worker %s: %s", found.worker().describe(), identity);
        claims.put(claim, found.worker());
        return found;
    }

    private Connected process(Claim claim) throws InterruptedException {
        LocalWorkers.Local found = processes.connect(claim);
        return new Connected(found.worker(), found.log());
    }

    /** Closes what a claim's owner left open, including a session that was opened after its caller had given up. */
    void ended(Claim claim) {
        PythonWorker used = claims.remove(claim);
        if (used != null) {
            used.closeSessions(claim.run(), claim.fence());
        }
        processes.ended(claim);
    }

    private PythonWorker registered(String name) {
        ServiceAccess access = directory.access(ServiceKind.WORKER, name);
        Kept running = registered.get(name);
        if (running != null) {
            if (running.access().revision() == access.revision()) {
                return running.worker();
            }
            running.worker().close();
        }
        PythonWorker found =
                PythonWorker.remote(access.address().uri(), access.token().text());
        registered.put(name, new Kept(access, found));
        return found;
    }

    private PythonWorker embedded() {
        PythonWorker running = embedded;
        if (running != null) {
            return running;
        }
        PythonWorker started = PythonWorker.embedded(python, modulePath);
        embedded = started;
        return started;
    }

    /** Whether Python inside this JVM, if used, still accepts calls. */
    boolean healthy() {
        PythonWorker running = embedded;
        return running == null || running.healthy();
    }

    /** The status of the workers that this control plane runs; answers within seconds. */
    WorkerStatus status() {
        return processes.status().orElseGet(this::statusInside);
    }

    private WorkerStatus statusInside() {
        PythonWorker inside = embedded;
        return inside == null
                ? WorkerStatus.NONE
                : WorkerStatus.of("inside the control plane", inside.trains(), inside.grades());
    }

    @Override
    public synchronized void close() {
        PythonWorker running = embedded;
        if (running != null) {
            running.close();
            embedded = null;
        }
        registered.values().forEach(one -> one.worker().close());
        registered.clear();
        processes.close();
    }
}
