package dev.cairn.fleet;

import dev.cairn.bridge.PythonWorker;
import dev.cairn.platform.ChildProcess;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Room for a worker process, with the claim that uses it. The process may be starting, or have failed to start. */
final class LocalWorker {
    private final int number;
    private volatile @Nullable Claim user;
    private volatile Use use;
    private volatile @Nullable Running running;
    private volatile boolean closed;

    /** @param number from 1; no other worker of now has it */
    LocalWorker(int number, Claim user, Use use) {
        this.number = number;
        this.user = user;
        this.use = use;
    }

    /** What a worker has loaded, or is about to: it keeps the model for the next run. */
    record Use(Path model, RunRequirements.Precision precision, GpuPlan gpus) {}

    /** A process with its client. */
    record Running(ChildProcess child, PythonWorker worker) {
        long pid() {
            return child.childRecord().pid();
        }

        boolean trains() {
            return child.isAlive() && worker.trains();
        }

        boolean grades() {
            return child.isAlive() && worker.grades();
        }
    }

    int number() {
        return number;
    }

    Use use() {
        return use;
    }

    /** Gives the worker to a claim, which uses it like this. */
    void take(Claim claim, Use next) {
        user = claim;
        use = next;
    }

    /** Whether its model may be on a GPU that another use needs. */
    boolean isInTheWayOf(Use other) {
        return !use.equals(other)
                && !Collections.disjoint(use.gpus().devices(), other.gpus().devices());
    }

    void free(Claim claim) {
        if (isUsedBy(claim)) {
            user = null;
        }
    }

    boolean isUsedBy(Claim claim) {
        return claim.equals(user);
    }

    boolean isIdle() {
        return user == null;
    }

    /** The process, if it was started. */
    Stream<Running> running() {
        return Stream.ofNullable(running);
    }

    void started(Running process) {
        running = process;
    }

    /** A process that is starting must end as soon as it has started. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    void ended() {
        running = null;
    }
}
