package dev.cairn.bridge;

import dev.cairn.base.Deadline;
import dev.cairn.base.Ticker;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jep.JepException;
import jep.SharedInterpreter;
import org.jboss.logging.Logger;

/** A thread with its own interpreter that raises an exception in an owner's running call. */
final class PythonStopper {
    /** Time after which a stop is raised again, in case library code swallowed it. */
    private static final Duration AGAIN = Duration.ofMillis(500);

    private static final Duration BOOT_LIMIT = Duration.ofSeconds(60);
    private static final Logger LOG = Logger.getLogger(PythonStopper.class);

    private final LinkedBlockingQueue<Stop> stops = new LinkedBlockingQueue<>();

    private PythonStopper() {}

    /** Boots CPython by creating its first interpreter. */
    static PythonStopper start(PythonPaths paths, String ownerModule) {
        PythonStopper stopper = new PythonStopper();
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("cairn-python-stopper").start(() -> stopper.run(paths, ownerModule, ready));
        await(ready, "CPython of " + paths.python() + " did not start in the JVM", BOOT_LIMIT);
        return stopper;
    }

    /**
     * Stops a job, repeating the request until the job ends. While it imports a module it is not stopped, and its grace
     * time begins after that.
     *
     * @return completes with true when the job has ended, with false when the grace time is over
     */
    CompletableFuture<Boolean> stop(String owner, PythonJob job, Duration grace) {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        stops.add(new Stop(owner, job));
        // On its own thread: the stopper itself hangs if a call never releases the interpreter lock.
        Thread.startVirtualThread(() -> {
            try {
                Deadline deadline = Deadline.in(grace, Ticker.system());
                Deadline importDeadline = Deadline.in(PythonOwner.IMPORT_LIMIT, Ticker.system());
                while (!job.awaitEnd(AGAIN)) {
                    if (job.importing() && !importDeadline.hasPassed()) {
                        deadline = Deadline.in(grace, Ticker.system());
                    }
                    if (deadline.hasPassed()) {
                        ended.complete(false);
                        return;
                    }
                    stops.add(new Stop(owner, job));
                }
                ended.complete(true);
            } catch (InterruptedException e) {
                ended.complete(false);
            }
        });
        return ended;
    }

    private void run(PythonPaths paths, String ownerModule, CompletableFuture<Boolean> ready) {
        try (SharedInterpreter python = new SharedInterpreter()) {
            python.set("source", ownerModule);
            python.exec("""
                    import sys, types
                    if "cairn_bridge_owner" not in sys.modules:
                        module = types.ModuleType("cairn_bridge_owner")
                        exec(compile(source, "cairn_bridge_owner.py", "exec"), module.__dict__)
                        sys.modules["cairn_bridge_owner"] = module
                    from cairn_bridge_owner import prepare, stop
                    """);
            python.invoke(
                    "prepare",
                    paths.python().toString(),
                    paths.modulePath().stream().map(Object::toString).toList());
            ready.complete(true);
            while (true) {
                Stop next = stops.take();
                if (!next.job().ended()) {
                    stop(python, next);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the stopper of embedded Python ends");
        } catch (JepException | LinkageError | IllegalStateException e) {
            ready.completeExceptionally(e);
            LOG.error("the stopper of embedded Python ended; calls past their deadline mark it dead", e);
        }
    }

    private static void stop(SharedInterpreter python, Stop next) {
        try {
            Object outcome = python.invoke("stop", next.owner(), next.job().number());
            next.job().importing("importing".equals(outcome));
        } catch (JepException e) {
            LOG.errorf(
                    e,
                    "stopping %s failed; its owner will soon count as dead",
                    next.job().op());
        }
    }

    /** Waits for the start of a thread; a failure means a broken installation. */
    static <T> T await(CompletableFuture<T> ready, String failure, Duration limit) {
        try {
            return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new PortException(Remedy.GIVE_UP, failure + ": " + reason(e), e);
        } catch (TimeoutException e) {
            throw new PortException(Remedy.GIVE_UP, failure + ": no answer within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortException(Remedy.RETRY, failure + ": interrupted", e);
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    private record Stop(String owner, PythonJob job) {}
}
