package dev.cairn.bridge;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** One call in an owner's queue. */
final class PythonJob {
    /** Starts at the clock's value, so that an application restarted in this JVM does not repeat a number. */
    private static final AtomicLong numbers = new AtomicLong(System.nanoTime());

    private enum State {
        WAITING,
        TAKEN,
        WITHDRAWN
    }

    private final long number = numbers.incrementAndGet();
    private final String op;
    private final Object header;
    private final Map<String, FlatArray> arrays;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<WorkerLink.Reply> reply = new CompletableFuture<>();

    private volatile boolean importing;

    /** When the owner took it, nanoseconds of {@link System#nanoTime}; written before the state. */
    private long takenAt;

    PythonJob(String op, Object header, Map<String, FlatArray> arrays) {
        this.op = op;
        this.header = header;
        this.arrays = arrays;
    }

    long number() {
        return number;
    }

    String op() {
        return op;
    }

    Object header() {
        return header;
    }

    Map<String, FlatArray> arrays() {
        return arrays;
    }

    /** Called by the owner before it runs the job; false if the job was withdrawn. */
    boolean take() {
        takenAt = System.nanoTime();
        return state.compareAndSet(State.WAITING, State.TAKEN);
    }

    /** Called when the caller gives up; true if the owner had not taken the job, and now never will. */
    boolean withdraw() {
        return state.compareAndSet(State.WAITING, State.WITHDRAWN);
    }

    void succeed(WorkerLink.Reply value) {
        reply.complete(value);
    }

    void fail(Throwable cause) {
        reply.completeExceptionally(cause);
    }

    boolean ended() {
        return reply.isDone();
    }

    /** Whether it was importing a module when it was last asked to stop, which delays the stop. */
    boolean importing() {
        return importing;
    }

    void importing(boolean now) {
        importing = now;
    }

    /**
     * Waits for the end, however long the job is in the queue.
     *
     * @param limit counted from the moment when the owner takes the job
     */
    WorkerLink.Reply reply(Duration limit) throws InterruptedException, TimeoutException, ExecutionException {
        // One wait, since a second one for the moment of taking would cost a small call a tenth of its time.
        for (long left = limit.toNanos(); ; left = left(limit)) {
            try {
                return reply.get(left, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (left(limit) <= 0) {
                    throw e;
                }
            }
        }
    }

    private long left(Duration limit) {
        return state.get() == State.TAKEN ? limit.toNanos() - (System.nanoTime() - takenAt) : limit.toNanos();
    }

    /** Waits for the end; false if the job has not ended within the limit. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        try {
            reply.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }
}
