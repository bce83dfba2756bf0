package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.base.Deadline;
import dev.cairn.base.Ticker;
import dev.cairn.bridge.EmbeddedPython;
import dev.cairn.bridge.HttpLink;
import dev.cairn.bridge.OneAtATime;
import dev.cairn.bridge.OwnerSettings;
import dev.cairn.bridge.PythonPaths;
import dev.cairn.bridge.RunSessions;
import dev.cairn.bridge.WorkerIdentity;
import dev.cairn.bridge.WorkerLink;
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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The training and grading side: Python inside this JVM, a local worker process, or a registered worker. */
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
    /** Also read without the lock, which is held while a worker starts. */
    private volatile @Nullable WorkerLinks embedded;

    private final ServiceDirectory directory;
    private final Ticker ticker;
    private final Map<String, Kept> registered = new HashMap<>();
    private final Map<Claim, WorkerLink> claims = new ConcurrentHashMap<>();
    private @Nullable WorkerLinks process;
    private @Nullable ChildProcess child;

    private record Kept(ServiceAccess access, WorkerLinks links) {}

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

    /** Links to a worker that has answered. */
    synchronized WorkerLinks connect(RunRequirements needs, Claim claim) throws InterruptedException {
        WorkerLinks links = switch (needs.bridge()) {
            case JEP -> embedded();
            case HTTP -> {
                String name = needs.worker();
                yield name == null ? process() : registered(name);
            }
        };
        WorkerIdentity worker = WorkerIdentity.of(links.training(), HELLO);
        LOG.debugf("worker %s: %s", links.training().describe(), worker);
        claims.put(claim, links.training());
        return links;
    }

    /** Closes what a claim's owner left open: also a session that was opened after its caller had given up. */
    void ended(Claim claim) {
        WorkerLink used = claims.remove(claim);
        if (used != null) {
            RunSessions.close(used, claim.run(), claim.fence());
        }
    }

    private WorkerLinks registered(String name) {
        ServiceAccess access = directory.access(ServiceKind.WORKER, name);
        Kept running = registered.get(name);
        if (running != null) {
            if (running.access().revision() == access.revision()) {
                return running.links();
            }
            running.links().close();
        }
        WorkerLinks links = remote(access.address().uri(), access.token().text());
        registered.put(name, new Kept(access, links));
        return links;
    }

    private WorkerLinks embedded() {
        WorkerLinks running = embedded;
        if (running != null) {
            return running;
        }
        EmbeddedPython embeddedPython = EmbeddedPython.boot(PythonPaths.find(python, modulePath));
        WorkerLinks started = new WorkerLinks(
                embeddedPython.link("training", OwnerSettings.defaults()),
                embeddedPython.link("grading", OwnerSettings.defaults()));
        embedded = started;
        return started;
    }

    private WorkerLinks process() throws InterruptedException {
        WorkerLinks running = process;
        if (running != null && child != null && child.isAlive()) {
            if (answers(running.training())) {
                return running;
            }
            LOG.warnf(
                    "the worker process (pid %d) does not answer; another one is started in its place",
                    child.childRecord().pid());
            running.close();
        }
        for (ChildRecord left : children.leftovers()) {
            if (left.kind().equals(KIND)) {
                children.end(left, END_GRACE);
            }
        }
        var worker = new WorkerProcess(
                python,
                modulePath,
                FreePort.find(),
                store.root(StorageRoot.DURABLE),
                store.root(StorageRoot.SCRATCH),
                UUID.randomUUID().toString());
        child = children.start(new ChildCommand(KIND, worker.command(), worker.environment(), worker.port()));
        WorkerLinks started = remote(worker.address(), worker.token());
        awaitUp(started.training(), child);
        process = started;
        return started;
    }

    /** Its health is told beside its work, so that a worker busy with a long step answers too. */
    private boolean answers(WorkerLink link) throws InterruptedException {
        Deadline deadline = Deadline.in(ANSWER_LIMIT, ticker);
        while (!link.healthy()) {
            if (deadline.hasPassed()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }

    private void awaitUp(WorkerLink link, ChildProcess child) throws InterruptedException {
        Deadline deadline = Deadline.in(START_LIMIT, ticker);
        while (!link.healthy()) {
            if (!child.isAlive() || deadline.hasPassed()) {
                throw new PortException(
                        Remedy.RETRY,
                        "the worker process did not start; its log " + child.log() + " ends with:\n" + child.logTail());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static WorkerLinks remote(URI url, String token) {
        var link = new HttpLink(url, token);
        return new WorkerLinks(new OneAtATime(link), new OneAtATime(link));
    }

    /** Whether Python inside this JVM, where it is used, still takes calls. */
    boolean healthy() {
        WorkerLinks running = embedded;
        return running == null || running.healthy();
    }

    @Override
    public synchronized void close() {
        WorkerLinks running = embedded;
        if (running != null) {
            running.close();
            embedded = null;
        }
        registered.values().forEach(one -> one.links().close());
        registered.clear();
        if (process != null) {
            process.close();
            process = null;
        }
        if (child != null) {
            child.close();
            child = null;
        }
    }
}
