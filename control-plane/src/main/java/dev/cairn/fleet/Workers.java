package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.base.Ticker;
import dev.cairn.bridge.PythonWorker;
import dev.cairn.bridge.WorkerIdentity;
import dev.cairn.bridge.WorkerProcess;
import dev.cairn.fleet.registry.ServiceAccess;
import dev.cairn.fleet.registry.ServiceDirectory;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.platform.ChildCommand;
import dev.cairn.platform.ChildProcess;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.ChildRecord;
import dev.cairn.platform.FreePort;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.StorageRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The workers for training and grading: Python inside this JVM, a local worker process, or a registered worker. */
final class Workers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final Duration HELLO = Duration.ofSeconds(60);
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Duration END_GRACE = Duration.ofSeconds(5);
    private static final String KIND = "worker";

    private final Path python;
    private final List<Path> modulePath;
    private final ChildProcesses children;
    private final ArtifactStore store;
    /** Also read without holding the lock, since the lock is held while a worker starts. */
    private volatile @Nullable PythonWorker embedded;

    private final ServiceDirectory directory;
    private final Ticker ticker;
    private final Map<String, Kept> registered = new HashMap<>();
    private final Map<Claim, PythonWorker> claims = new ConcurrentHashMap<>();
    /** Also read without holding the lock, as {@link #embedded}. */
    private volatile @Nullable Local process;

    private record Kept(ServiceAccess access, PythonWorker worker) {}

    /** A worker process of this control plane, with the client of it. */
    private record Local(ChildProcess child, PythonWorker worker) {}

    Workers(
            Path python,
            Path workers,
            ChildProcesses children,
            ArtifactStore store,
            ServiceDirectory directory,
            Ticker ticker) {
        this.python = python;
        this.modulePath = List.of(workers);
        this.children = children;
        this.store = store;
        this.directory = directory;
        this.ticker = ticker;
    }

    /** Returns a worker that has answered. */
    synchronized PythonWorker connect(RunRequirements needs, Claim claim) throws InterruptedException {
        PythonWorker worker = switch (needs.bridge()) {
            case JEP -> embedded();
            case HTTP -> {
                String name = needs.worker();
                yield name == null ? process() : registered(name);
            }
        };
        WorkerIdentity identity = worker.identify(HELLO);
        LOG.debugf("worker %s: %s", worker.describe(), identity);
        claims.put(claim, worker);
        return worker;
    }

    /** Closes what a claim's owner left open, including a session that was opened after its caller had given up. */
    void ended(Claim claim) {
        PythonWorker used = claims.remove(claim);
        if (used != null) {
            used.closeSessions(claim.run(), claim.fence());
        }
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

    private PythonWorker process() throws InterruptedException {
        Local running = process;
        if (running != null && running.child().isAlive()) {
            if (running.worker().awaitHealthy(ANSWER_LIMIT, () -> true, ticker)) {
                return running.worker();
            }
            LOG.warnf(
                    "the worker process (pid %d) does not answer; another one is started in its place",
                    running.child().childRecord().pid());
            running.worker().close();
        }
        for (ChildRecord left : children.leftovers()) {
            if (left.kind().equals(KIND)) {
                children.end(left, END_GRACE);
            }
        }
        WorkerProcess worker = new WorkerProcess(
                python,
                modulePath,
                FreePort.find(),
                store.root(StorageRoot.DURABLE),
                store.root(StorageRoot.SCRATCH),
                UUID.randomUUID().toString());
        ChildProcess child =
                children.start(new ChildCommand(KIND, worker.command(), worker.environment(), worker.port()));
        Local started = new Local(child, PythonWorker.remote(worker.address(), worker.token()));
        process = started;
        awaitUp(started.worker(), child);
        return started.worker();
    }

    private void awaitUp(PythonWorker worker, ChildProcess child) throws InterruptedException {
        if (!worker.awaitHealthy(START_LIMIT, child::isAlive, ticker)) {
            throw new PortException(
                    Remedy.RETRY,
                    "the worker process did not start; its log " + child.log() + " ends with:\n" + child.logTail());
        }
    }

    /** Whether Python inside this JVM, if used, still accepts calls. */
    boolean healthy() {
        PythonWorker running = embedded;
        return running == null || running.healthy();
    }

    /** The status of the worker that this control plane runs; answers within seconds. */
    WorkerStatus status() {
        Local child = process;
        if (child != null) {
            boolean alive = child.child().isAlive();
            return WorkerStatus.of(
                    "a process (pid " + child.child().childRecord().pid() + ")",
                    alive && child.worker().trains(),
                    alive && child.worker().grades());
        }
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
        Local last = process;
        if (last != null) {
            last.worker().close();
            last.child().close();
            process = null;
        }
    }
}
