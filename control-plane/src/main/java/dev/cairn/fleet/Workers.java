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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The workers for training and grading: Python inside this JVM, local worker processes, or registered workers.
 *
 * <p>Python inside this JVM holds one model and serves one run at a time. A further run that asks for it gets a process,
 * which computes the same.
 */
final class Workers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final Duration HELLO = Duration.ofSeconds(60);

    private final Path python;
    private final List<Path> modulePath;
    private final LocalWorkers processes;
    private final ServiceDirectory directory;
    private final Map<String, Kept> registered = new HashMap<>();
    private final Map<Claim, PythonWorker> claims = new ConcurrentHashMap<>();
    /** Held while Python starts; an interrupt ends the waiting for it. */
    private final ReentrantLock starting = new ReentrantLock();

    private volatile @Nullable PythonWorker embedded;
    private @Nullable Claim insideUser;

    private record Kept(ServiceAccess access, PythonWorker worker) {}

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

    /**
     * Returns a worker that has answered.
     *
     * @param gpus the GPUs of the run, which a worker here may use
     */
    PythonWorker connect(RunRequirements needs, GpuPlan gpus, Claim claim) throws InterruptedException {
        LocalWorker.Use use = new LocalWorker.Use(needs.model(), needs.precision(), gpus);
        PythonWorker found = switch (needs.bridge()) {
            case JEP -> takeInside(claim) ? embedded() : processes.connect(claim, use);
            case HTTP -> {
                String name = needs.worker();
                yield name == null ? processes.connect(claim, use) : registered(name);
            }
        };
        WorkerIdentity identity = found.identify(HELLO);
        LOG.debugf("worker %s: %s", found.describe(), identity);
        claims.put(claim, found);
        return found;
    }

    /** Takes Python inside this JVM for a claim; false if another claim uses it, or if this one has a process. */
    private synchronized boolean takeInside(Claim claim) {
        if (processes.isUsedBy(claim) || (insideUser != null && !insideUser.equals(claim))) {
            return false;
        }
        insideUser = claim;
        return true;
    }

    /** Closes what a claim's owner left open, including a session that was opened after its caller had given up. */
    void ended(Claim claim) {
        PythonWorker used = claims.remove(claim);
        if (used != null) {
            used.closeSessions(claim.run(), claim.fence());
        }
        processes.ended(claim);
        leaveInside(claim);
    }

    /**
     * Ends the process of a claim whose work did not stop in time.
     *
     * @return false if the claim uses Python inside this JVM, which can't be ended
     */
    boolean abandon(Claim claim) throws InterruptedException {
        processes.abandon(claim);
        synchronized (this) {
            return !claim.equals(insideUser);
        }
    }

    private synchronized void leaveInside(Claim claim) {
        if (claim.equals(insideUser)) {
            insideUser = null;
        }
    }

    /** The name of the log in HOME of a claim's worker; empty if it has none here. */
    Optional<String> log(Claim claim) {
        return processes.log(claim);
    }

    private PythonWorker registered(String name) {
        return registered(name, directory.access(ServiceKind.WORKER, name));
    }

    private synchronized PythonWorker registered(String name, ServiceAccess access) {
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

    private PythonWorker embedded() throws InterruptedException {
        starting.lockInterruptibly();
        try {
            PythonWorker running = embedded;
            if (running != null) {
                return running;
            }
            PythonWorker started = PythonWorker.embedded(python, modulePath);
            embedded = started;
            return started;
        } finally {
            starting.unlock();
        }
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
