package dev.cairn.testing;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what other threads and processes do, on machines that may be slow and busy. */
public final class Waiting {
    /** Only what hangs takes so long; no test measures by it. */
    public static final Duration LIMIT = Duration.ofMinutes(3);

    private Waiting() {}

    /** A condition that becomes true. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT);
    }

    /** What a future returns. */
    public static <T> T resultOf(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
