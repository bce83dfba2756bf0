package dev.cairn.bridge;

import java.time.Duration;
import org.jboss.logging.Logger;

/** Sessions of a run in a worker, identified by the fences of its owners. */
final class RunSessions {
    private static final Logger LOG = Logger.getLogger(RunSessions.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private RunSessions() {}

    /**
     * Closes all sessions opened by owners up to this fence, and those that are still being opened, since the worker
     * executes its calls in order. Best effort: a failure is only logged, and the run's next owner closes them again.
     */
    public static void close(WorkerLink link, long run, long fence) {
        boolean interrupted = Thread.interrupted();
        try {
            WorkerCalls.call(link, Operation.CLOSE_RUN, new Requests.CloseRun(run, fence + 1), LIMIT);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (RuntimeException e) {
            LOG.debugf("sessions of run %s could not be closed: %s", run, e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
