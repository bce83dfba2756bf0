package dev.cairn.soar;

import dev.cairn.ports.RunStoppedException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks on virtual threads, a limited number at a time; the first failure ends them all. */
final class ParallelTasks {
    private ParallelTasks() {}

    /** Work that may block. */
    @FunctionalInterface
    interface Task<T> {
        T run() throws InterruptedException;
    }

    /**
     * Returns every task's result, in the tasks' order. Tasks start in that order.
     *
     * <p>It returns or throws only when no task is still running. The first failure, or an interrupt of the caller,
     * interrupts the running tasks and drops those not started; the failure is thrown as the task threw it. A task that
     * is stopped between units does not interrupt the others: those in progress finish their own unit, and no new one
     * starts.
     */
    static <T> List<T> run(List<? extends Task<T>> tasks, int limit) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(
                limit, Thread.ofVirtual().name("side-", 0).factory());
        try (threads) {
            try {
                ExecutorCompletionService<T> ended = new ExecutorCompletionService<>(threads);
                List<Future<T>> futures =
                        tasks.stream().map(task -> ended.submit(task::run)).toList();
                RunStoppedException stopped = null;
                for (int i = 0; i < futures.size(); i++) {
                    try {
                        ended.take().get();
                    } catch (ExecutionException e) {
                        if (!(e.getCause() instanceof RunStoppedException edge)) {
                            throw e;
                        }
                        stopped = edge;
                    }
                }
                if (stopped != null) {
                    throw stopped;
                }
                return futures.stream().map(Future::resultNow).toList();
            } catch (ExecutionException e) {
                throw rethrown(Objects.requireNonNull(e.getCause()));
            } finally {
                threads.shutdownNow(); // after success nothing is left to stop
            }
        }
    }

    private static RuntimeException rethrown(Throwable cause) throws InterruptedException {
        return switch (cause) {
            case InterruptedException interrupt -> throw interrupt;
            case RuntimeException failure -> failure;
            case Error error -> throw error;
            default -> new IllegalStateException(cause);
        };
    }
}
