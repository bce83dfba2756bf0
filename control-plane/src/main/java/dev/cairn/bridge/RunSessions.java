package dev.cairn.bridge;

import java.lang.System.Logger.Level;
import java.time.Duration;

/** Sessions of a run in a worker, identified by the fences of its owners. */
final class RunSessions {
    private static final System.Logger log = System.getLogger(RunSessions.class.getName());
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
            log.log(Level.DEBUG, "sessions of run {0} could not be closed: {1}", String.valueOf(run), e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
