package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.base.Ticker;
import dev.cairn.bridge.PythonWorker;
import dev.cairn.bridge.WorkerProcess;
import dev.cairn.platform.ChildProcess;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.FreePort;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.StorageRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The worker processes of this control plane. Each run has one of its own, so that the steps of one do not wait for those
 * of another; an idle one is kept for the next run.
 */
final class LocalWorkers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LocalWorkers.class);
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Duration END_GRACE = Duration.ofSeconds(5);

    /** The name of a worker's record and log in HOME. */
    private static final String KIND = "worker";

    private final Path python;
    private final List<Path> modulePath;
    private final ChildFamily family;
    private final ArtifactStore store;
    private final Ticker ticker;
    /** Changed under this object's lock, which is held while a worker starts; read without it for the status. */
    private final List<Local> all = new CopyOnWriteArrayList<>();

    LocalWorkers(Path python, List<Path> modulePath, ChildProcesses children, ArtifactStore store, Ticker ticker) {
        this.python = python;
        this.modulePath = List.copyOf(modulePath);
        this.family = new ChildFamily(children, KIND);
        this.store = store;
        this.ticker = ticker;
    }

    /** A worker process with the client of it, and the claim that uses it. */
    static final class Local {
        private final int number;
        private final ChildProcess child;
        private final PythonWorker worker;
        private volatile @Nullable Claim user;

        private Local(int number, ChildProcess child, PythonWorker worker) {
            this.number = number;
            this.child = child;
            this.worker = worker;
        }

        PythonWorker worker() {
            return worker;
        }

        /** The name of its log in HOME. */
        String log() {
            return child.childRecord().kind();
        }
    }

    /** Returns a worker that answers, for this claim alone until it has {@link #ended}. */
    synchronized Local connect(Claim claim) throws InterruptedException {
        ended(claim);
        for (Optional<Local> idle = idle(); idle.isPresent(); idle = idle()) {
            Local found = idle.get();
            if (found.child.isAlive() && found.worker.awaitHealthy(ANSWER_LIMIT, () -> true, ticker)) {
                found.user = claim;
                return found;
            }
            LOG.warnf(
                    "the worker process (pid %d) does not answer; another one is started in its place",
                    found.child.childRecord().pid());
            end(found);
        }
        Local started = start(freeNumber());
        started.user = claim;
        return started;
    }

    private Optional<Local> idle() {
        return all.stream().filter(one -> one.user == null).findFirst();
    }

    private int freeNumber() {
        return IntStream.iterate(1, number -> number + 1)
                .filter(number -> all.stream().noneMatch(one -> one.number == number))
                .findFirst()
                .orElseThrow();
    }

    private Local start(int number) throws InterruptedException {
        family.endLeftovers(END_GRACE);
        WorkerProcess process = new WorkerProcess(
                python,
                modulePath,
                FreePort.find(),
                store.root(StorageRoot.DURABLE),
                store.root(StorageRoot.SCRATCH),
                UUID.randomUUID().toString());
        ChildProcess child =
                family.start(family.name(number), process.command(), process.environment(), process.port());
        Local started = new Local(number, child, PythonWorker.remote(process.address(), process.token()));
        all.add(started);
        if (!started.worker.awaitHealthy(START_LIMIT, child::isAlive, ticker)) {
            throw new PortException(
                    Remedy.RETRY,
                    "the worker process did not start; its log " + child.log() + " ends with:\n" + child.logTail());
        }
        return started;
    }

    private void end(Local one) throws InterruptedException {
        one.worker.close();
        family.end(one.child.childRecord(), END_GRACE);
        all.remove(one);
    }

    /** Frees the worker of a claim. */
    void ended(Claim claim) {
        all.stream().filter(one -> claim.equals(one.user)).forEach(one -> one.user = null);
    }

    /** The status of the processes together; empty if none was started. */
    Optional<WorkerStatus> status() {
        List<Local> now = List.copyOf(all);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        String pids = now.stream()
                .map(one -> Long.toString(one.child.childRecord().pid()))
                .collect(Collectors.joining(", "));
        return Optional.of(WorkerStatus.of(
                now.size() == 1 ? "a process (pid " + pids + ")" : now.size() + " processes (pids " + pids + ")",
                now.stream().allMatch(one -> one.child.isAlive() && one.worker.trains()),
                now.stream().allMatch(one -> one.child.isAlive() && one.worker.grades())));
    }

    @Override
    public synchronized void close() {
        for (Local one : all) {
            one.worker.close();
            one.child.close();
        }
        all.clear();
    }
}
