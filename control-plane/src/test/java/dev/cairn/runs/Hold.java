package dev.cairn.runs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Stops one call at the test engine until a test lets it go on. */
final class Hold {
    private final Predicate<String> which;
    private final AtomicBoolean used = new AtomicBoolean();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Hold(Predicate<String> which) {
        this.which = which;
    }

    void arrive(String call) throws InterruptedException {
        if (which.test(call) && used.compareAndSet(false, true)) {
            arrived.countDown();
            released.await();
        }
    }

    /** Returns when the call is there. */
    void awaitArrival() throws InterruptedException {
        if (!arrived.await(3, TimeUnit.MINUTES)) {
            throw new AssertionError("the call that was to be held never came");
        }
    }

    void release() {
        released.countDown();
    }
}
