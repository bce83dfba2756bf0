package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.base.Ticker;
import dev.cairn.bridge.PythonWorker;
import dev.cairn.bridge.WorkerProcess;
import dev.cairn.fleet.LocalWorker.Running;
import dev.cairn.fleet.LocalWorker.Use;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

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
    /** Changed under this object's lock, which is not held while a worker starts; read without it for the status. */
    private final List<LocalWorker> all = new CopyOnWriteArrayList<>();

    private boolean closed;

    LocalWorkers(Path python, List<Path> modulePath, ChildProcesses children, ArtifactStore store, Ticker ticker) {
        this.python = python;
        this.modulePath = List.copyOf(modulePath);
        this.family = new ChildFamily(children, KIND);
        this.store = store;
        this.ticker = ticker;
    }

    /** Returns a worker that answers, for this claim alone until it has {@link #ended}. */
    PythonWorker connect(Claim claim, Use use) throws InterruptedException {
        LocalWorker taken = take(claim, use);
        for (LocalWorker other : others(taken, claim, use)) {
            end(other);
            remove(other);
        }
        Optional<Running> running = taken.running().findFirst();
        if (running.isPresent()) {
            if (answers(running.get())) {
                return running.get().worker();
            }
            LOG.warnf(
                    "the worker process (pid %d) does not answer; another one is started in its place",
                    running.get().pid());
            end(taken);
        }
        return start(taken).worker();
    }

    private boolean answers(Running running) throws InterruptedException {
        return running.child().isAlive() && running.worker().awaitHealthy(ANSWER_LIMIT, () -> true, ticker);
    }

    /** The claim's own worker, an idle one, preferably with the same model, or a new one. */
    private synchronized LocalWorker take(Claim claim, Use use) {
        if (closed) {
            throw new PortException(Remedy.RETRY, "Cairn is stopping");
        }
        LocalWorker taken = first(
                        worker -> worker.isUsedBy(claim) && worker.use().equals(use))
                .or(() -> first(worker -> worker.isIdle() && worker.use().equals(use)))
                .or(() -> first(worker -> worker.isIdle() && hasNoGpu(worker.use()) && hasNoGpu(use)))
                .orElseGet(() -> {
                    LocalWorker added = new LocalWorker(freeNumber(), claim, use);
                    all.add(added);
                    return added;
                });
        taken.take(claim, use);
        return taken;
    }

    private Optional<LocalWorker> first(Predicate<LocalWorker> which) {
        return all.stream().filter(which).findFirst();
    }

    private static boolean hasNoGpu(Use use) {
        return use.gpus().devices().isEmpty();
    }

    /**
     * Takes the workers that must end before the claim uses the taken one: others that it had before, and idle ones that
     * may hold memory of GPUs that it needs.
     */
    private synchronized List<LocalWorker> others(LocalWorker taken, Claim claim, Use use) {
        List<LocalWorker> found = all.stream()
                .filter(worker -> worker != taken)
                .filter(worker -> worker.isUsedBy(claim) || (worker.isIdle() && worker.isInTheWayOf(use)))
                .toList();
        found.forEach(worker -> worker.take(claim, worker.use()));
        return found;
    }

    private synchronized void remove(LocalWorker worker) {
        all.remove(worker);
    }

    private int freeNumber() {
        return IntStream.iterate(1, number -> number + 1)
                .filter(number -> all.stream().noneMatch(one -> one.number() == number))
                .findFirst()
                .orElseThrow();
    }

    private Running start(LocalWorker local) throws InterruptedException {
        family.endLeftovers(END_GRACE);
        WorkerProcess process = new WorkerProcess(
                python,
                modulePath,
                FreePort.find(),
                store.root(StorageRoot.DURABLE),
                store.root(StorageRoot.SCRATCH),
                UUID.randomUUID().toString());
        ChildProcess child =
                family.start(family.name(local.number()), process.command(), process.environment(), process.port());
        Running started = new Running(child, PythonWorker.remote(process.address(), process.token()));
        local.started(started);
        if (local.isClosed()) {
            end(local);
            throw new PortException(Remedy.RETRY, "the worker was ended while it started");
        }
        if (!started.worker().awaitHealthy(START_LIMIT, child::isAlive, ticker)) {
            String tail = child.logTail();
            end(local);
            throw new PortException(
                    Remedy.RETRY, "the worker process did not start; its log " + child.log() + " ends with:\n" + tail);
        }
        return started;
    }

    private void end(LocalWorker local) throws InterruptedException {
        Optional<Running> running = local.running().findFirst();
        if (running.isPresent()) {
            running.get().worker().close();
            family.end(running.get().child().childRecord(), END_GRACE);
            local.ended();
        }
    }

    /** Ends the worker of a claim whose work did not stop in time; a step of it may still be computing. */
    void abandon(Claim claim) throws InterruptedException {
        for (LocalWorker worker : List.copyOf(all)) {
            if (worker.isUsedBy(claim)) {
                worker.close();
                end(worker);
                remove(worker);
            }
        }
    }

    /** Frees the worker of a claim. */
    synchronized void ended(Claim claim) {
        all.forEach(worker -> worker.free(claim));
    }

    /** The name of the log in HOME of a claim's worker; empty if it has none here. */
    Optional<String> log(Claim claim) {
        return first(worker -> worker.isUsedBy(claim)).map(worker -> family.name(worker.number()));
    }

    /** Whether a claim has a worker here. */
    boolean isUsedBy(Claim claim) {
        return first(worker -> worker.isUsedBy(claim)).isPresent();
    }

    /** The status of the processes together; empty if none was started. */
    Optional<WorkerStatus> status() {
        List<Running> now = all.stream().flatMap(LocalWorker::running).toList();
        if (now.isEmpty()) {
            return Optional.empty();
        }
        String pids = now.stream().map(one -> Long.toString(one.pid())).collect(Collectors.joining(", "));
        return Optional.of(WorkerStatus.of(
                now.size() == 1 ? "a process (pid " + pids + ")" : now.size() + " processes (pids " + pids + ")",
                now.stream().allMatch(Running::trains),
                now.stream().allMatch(Running::grades)));
    }

    @Override
    public synchronized void close() {
        closed = true;
        all.stream().flatMap(LocalWorker::running).forEach(running -> {
            running.worker().close();
            running.child().close();
        });
        all.clear();
    }
}
