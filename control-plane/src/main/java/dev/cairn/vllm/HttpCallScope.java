package dev.cairn.vllm;

import dev.cairn.ports.PortException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import okhttp3.Call;

/**
 * HTTP calls that belong together, each on its own virtual thread. When one fails, or the waiting thread is
 * interrupted, the others are cancelled, and vLLM stops generating for a closed connection.
 */
final class HttpCallScope {
    private final Set<Call> live = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    private HttpCallScope() {}

    /**
     * Runs all tasks in parallel.
     *
     * @return the results, in the order of the tasks
     * @throws InterruptedException if the calling thread was interrupted; by then all calls have ended
     */
    static <T> List<T> runAll(List<Function<HttpCallScope, Callable<T>>> tasks) throws InterruptedException {
        HttpCallScope group = new HttpCallScope();
        try (ExecutorService executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("vllm-call-", 0).factory())) {
            try {
                return group.collect(tasks, new ExecutorCompletionService<>(executor));
            } finally {
                group.cancel();
                executor.shutdownNow();
            }
        }
    }

    /** Runs one task so that an interrupt of the calling thread cancels its calls. */
    static <T> T runOne(Function<HttpCallScope, Callable<T>> task) throws InterruptedException {
        return runAll(List.of(task)).getFirst();
    }

    private record Done<T>(int position, T result) {}

    private <T> List<T> collect(
            List<Function<HttpCallScope, Callable<T>>> tasks, ExecutorCompletionService<Done<T>> completions)
            throws InterruptedException {
        for (int index = 0; index < tasks.size(); index++) {
            int position = index;
            Callable<T> work = tasks.get(index).apply(this);
            completions.submit(() -> new Done<>(position, work.call()));
        }
        List<Done<T>> results = new ArrayList<>(tasks.size());
        while (results.size() < tasks.size()) {
            Future<Done<T>> finished = completions.take();
            if (finished.state() == Future.State.FAILED) {
                throw unwrapped(finished.exceptionNow());
            }
            results.add(finished.resultNow());
        }
        results.sort(Comparator.comparingInt(Done::position));
        return results.stream().map(Done::result).toList();
    }

    private static RuntimeException unwrapped(Throwable failure) throws InterruptedException {
        switch (failure) {
            // A new exception, so that the stack trace shows the caller's thread as well.
            case PortException port -> throw new PortException(port.remedy(), String.valueOf(port.getMessage()), port);
            case InterruptedException interrupted -> throw interrupted;
            case Error error -> throw error;
            default -> throw new IllegalStateException("a call to vLLM failed unexpectedly", failure);
        }
    }

    /** Adds a call, which is cancelled with the scope, or now if the scope is already cancelled. */
    void add(Call call) {
        live.add(call);
        if (cancelled) {
            call.cancel();
        }
    }

    void remove(Call call) {
        live.remove(call);
    }

    boolean isCancelled() {
        return cancelled;
    }

    private void cancel() {
        cancelled = true;
        live.forEach(Call::cancel);
    }
}
