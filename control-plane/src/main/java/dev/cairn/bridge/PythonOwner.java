package dev.cairn.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import jep.JepException;
import jep.SharedInterpreter;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread that owns one interpreter and runs one call after another. No other thread uses that interpreter.
 */
final class PythonOwner {
    /** Importing PyTorch takes seconds, and many more on a busy machine. */
    static final Duration IMPORT_LIMIT = Duration.ofMinutes(3);

    private static final Logger LOG = Logger.getLogger(PythonOwner.class);

    private final String name;
    private final OwnerSettings settings;
    private final PythonStopper stopper;
    private final BlockingQueue<PythonJob> queue;
    private final Thread thread;
    private volatile @Nullable String dead;

    private PythonOwner(
            String name,
            String module,
            OwnerSettings settings,
            PythonStopper stopper,
            CompletableFuture<Boolean> ready) {
        this.name = name;
        this.settings = settings;
        this.stopper = stopper;
        this.queue = new ArrayBlockingQueue<>(settings.queueLimit());
        this.thread = Thread.ofPlatform().daemon().name("cairn-python-" + name).unstarted(() -> run(module, ready));
    }

    static PythonOwner start(String name, String module, OwnerSettings settings, PythonStopper stopper) {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        PythonOwner owner = new PythonOwner(name, module, settings, stopper, ready);
        owner.thread.start();
        PythonStopper.await(
                ready,
                "embedded Python cannot import %s; put python-workers/src on the module path and install its requirements"
                        .formatted(module),
                IMPORT_LIMIT);
        return owner;
    }

    String name() {
        return name;
    }

    boolean healthy() {
        return dead == null;
    }

    /** Number of calls in the queue. */
    int waiting() {
        return queue.size();
    }

    WorkerLink.Reply call(String op, Object header, Map<String, FlatArray> arrays, Duration deadline)
            throws InterruptedException {
        refuseIfDead(op);
        PythonJob job = new PythonJob(op, header, arrays);
        if (!queue.offer(job)) {
            throw new PortException(
                    Remedy.WAIT,
                    "%s: %d calls wait for embedded Python (%s) already, its queue is full; wait for some to end"
                            .formatted(op, settings.queueLimit(), name));
        }
        if (dead != null) {
            failWaiting();
        }
        try {
            return job.reply(deadline);
        } catch (InterruptedException e) {
            if (!job.withdraw()) {
                var _ = stop(job);
            }
            throw e;
        } catch (TimeoutException e) {
            throw deadlineExceeded(job, deadline);
        } catch (ExecutionException e) {
            throw failed(op, e.getCause());
        }
    }

    void close() {
        thread.interrupt();
        if (dead == null) {
            dead = "it was closed";
        }
        failWaiting();
    }

    private PortException deadlineExceeded(PythonJob job, Duration deadline) throws InterruptedException {
        try {
            stop(job).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        refuseIfDead(job.op());
        return new PortException(
                Remedy.RETRY,
                "%s: embedded Python (%s) did not end it within %s s; it was stopped and nothing of it can be relied on"
                        .formatted(job.op(), name, deadline.toMillis() / 1000.0));
    }

    /** Stops a job, and marks this owner as dead if the job does not end. The future completes after that. */
    private CompletableFuture<Boolean> stop(PythonJob job) {
        return stopper.stop(name, job, settings.grace()).thenApply(ended -> {
            if (!ended) {
                markDead("%s did not stop within %d s"
                        .formatted(job.op(), settings.grace().toSeconds()));
            }
            return ended;
        });
    }

    private void markDead(String why) {
        if (dead == null) {
            dead = why;
            LOG.warnf("embedded Python (%s) accepts no more calls: %s", name, why);
        }
        failWaiting();
    }

    private void failWaiting() {
        for (PythonJob job = queue.poll(); job != null; job = queue.poll()) {
            job.fail(deadError(job.op()));
        }
    }

    private void refuseIfDead(String op) {
        if (dead != null) {
            throw deadError(op);
        }
    }

    private PortException deadError(String op) {
        return new PortException(
                Remedy.GIVE_UP,
                "%s: embedded Python (%s) accepts no more calls: %s; restart the control plane"
                        .formatted(op, name, dead));
    }

    private static RuntimeException failed(String op, @Nullable Throwable cause) {
        if (cause instanceof PortException port) {
            return port;
        }
        return new PortException(
                Remedy.GIVE_UP, op + " broke the bridge to embedded Python; this is a bug: " + cause, cause);
    }

    private void run(String module, CompletableFuture<Boolean> ready) {
        try (SharedInterpreter python = new SharedInterpreter()) {
            python.exec("from cairn_bridge_owner import own");
            python.set("call", python.invoke("own", name, module));
            ready.complete(true);
            while (dead == null) {
                PythonJob job = queue.take();
                if (job.take()) {
                    run(python, job);
                }
            }
        } catch (InterruptedException e) {
            LOG.debugf("the owner thread %s of embedded Python ends", name);
        } catch (JepException | LinkageError | IllegalStateException e) {
            ready.completeExceptionally(e);
            markDead("its thread ended with " + e);
        }
    }

    private static void run(SharedInterpreter python, PythonJob job) {
        try {
            List<String> names = List.copyOf(job.arrays().keySet());
            Object[] arguments = new Object[4 + names.size()];
            arguments[0] = job.number();
            arguments[1] = job.op();
            arguments[2] = WorkerJson.MAPPER.writeValueAsString(job.header());
            // As one text, since Python would read a Java list with several calls into Java per item.
            arguments[3] = String.join(" ", names);
            for (int i = 0; i < names.size(); i++) {
                arguments[4 + i] = NumpyArrays.of(job.arrays().get(names.get(i)));
            }
            job.succeed(reply(python.invoke("call", arguments)));
        } catch (JsonProcessingException | RuntimeException e) {
            job.fail(e);
        }
    }

    private static WorkerLink.Reply reply(Object value) throws JsonProcessingException {
        if (!(value instanceof List<?> parts)
                || parts.size() != 3
                || !(parts.get(0) instanceof String header)
                || !(parts.get(1) instanceof List<?> names)
                || !(parts.get(2) instanceof List<?> arrays)
                || names.size() != arrays.size()) {
            throw new IllegalStateException("the worker's entry returned no (header, names, arrays) but " + value);
        }
        Map<String, FlatArray> named = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(String.valueOf(names.get(i)), NumpyArrays.flat(arrays.get(i)));
        }
        return new WorkerLink.Reply((ObjectNode) WorkerJson.MAPPER.readTree(header), named);
    }
}
