package dev.cairn.bridge;

import dev.cairn.base.Deadline;
import dev.cairn.base.Ticker;
import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Grader;
import dev.cairn.ports.PromptFrames;
import dev.cairn.ports.PromptLengths;
import dev.cairn.ports.Trainer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A Python worker with its ports, either inside this JVM or over HTTP. Gradient steps and grading have one link each,
 * so that neither holds up the other.
 */
public final class PythonWorker implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final WorkerLink training;
    private final WorkerLink grading;

    private PythonWorker(WorkerLink training, WorkerLink grading) {
        this.training = training;
        this.grading = grading;
    }

    /**
     * Python inside this JVM, which can hold only one. It is started at the first call.
     *
     * @param modulePath directories that contain {@code cairn_workers}
     * @throws dev.cairn.ports.PortException GIVE_UP with one line saying what to install
     */
    public static PythonWorker embedded(Path python, List<Path> modulePath) {
        EmbeddedPython embedded = EmbeddedPython.boot(PythonPaths.find(python, modulePath));
        return new PythonWorker(
                embedded.link("training", OwnerSettings.defaults()),
                embedded.link("grading", OwnerSettings.defaults()));
    }

    /**
     * A worker process at an address; this does not connect yet.
     *
     * @param token the worker's token; empty for none
     */
    public static PythonWorker remote(URI address, String token) {
        HttpLink link = new HttpLink(address, token);
        return new PythonWorker(new OneAtATime(link), new OneAtATime(link));
    }

    /** @param step limit on a gradient step */
    public Trainer trainer(WorkerSettings settings, PolicyDirectories directories, Duration step) {
        return new BridgeTrainer(training, settings, directories, WorkerDeadlines.ofStep(step));
    }

    /**
     * The grader of this worker.
     *
     * @param perPair time limit of one comparison, enforced by the worker, after which the pair is {@code TIMED_OUT}
     * @param overhead additional time for one call, in case the worker has to start its processes
     */
    public Grader grader(Duration perPair, Duration overhead) {
        return new BridgeGrader(grading, perPair, overhead);
    }

    /** @param deadline of one call; the first one loads the tokenizer */
    public PromptLengths promptLengths(Path model, Duration deadline) {
        return new BridgePromptLengths(training, model, deadline);
    }

    /** @param deadline of one call; the first one loads the tokenizer */
    public PromptFrames promptFrames(Path model, Duration deadline) {
        return new BridgePromptFrames(training, model, deadline);
    }

    /** The verdicts of both grading rules on each pair, with reasons; the limits are those of {@link #grader}. */
    public List<BothExplanations> explain(List<AnswerPair> pairs, Duration perPair, Duration overhead)
            throws InterruptedException {
        return new BridgeExplainer(grading, perPair, overhead).explain(pairs);
    }

    /**
     * Asks the worker for its identity.
     *
     * @throws dev.cairn.ports.PortException if it does not answer, or uses another version of the protocol
     */
    public WorkerIdentity identify(Duration limit) throws InterruptedException {
        return WorkerIdentity.of(training, limit);
    }

    /** Closes all sessions opened by owners of a run up to this fence. Best effort: a failure is only logged. */
    public void closeSessions(long run, long fence) {
        RunSessions.close(training, run, fence);
    }

    /** Whether calls can succeed; if false, only a restart of the worker helps. */
    public boolean healthy() {
        return trains() && grades();
    }

    /** Whether calls for gradient steps can succeed. */
    public boolean trains() {
        return training.healthy();
    }

    /** Whether calls for verdicts can succeed. */
    public boolean grades() {
        return grading.healthy();
    }

    /**
     * Waits until a starting worker is healthy.
     *
     * @param alive whether its process still runs
     * @return false if its process ended, or it did not answer within the limit
     */
    public boolean awaitHealthy(Duration limit, BooleanSupplier alive, Ticker ticker) throws InterruptedException {
        Deadline deadline = Deadline.in(limit, ticker);
        while (!training.healthy()) {
            if (!alive.getAsBoolean() || deadline.hasPassed()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
        return true;
    }

    /** Describes where the worker is, for messages. */
    public String describe() {
        return training.describe();
    }

    @Override
    public void close() {
        training.close();
        grading.close();
    }

    /** The explained verdicts of both grading rules on one pair. */
    public record BothExplanations(Explanation strict, Explanation mathVerify) {}
}
