package dev.cairn.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Calls that wait at a fake until a test releases them. */
public final class HeldCalls {
    private static final int MOST_MINUTES = 3;

    private final Predicate<String> which;
    private final Semaphore arrived = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);

    /** @param which by what they are, such as {@code load NAME} */
    public HeldCalls(Predicate<String> which) {
        this.which = which;
    }

    /** A call that a fake was asked for; waits if it is one of these. */
    public void arrive(String call) throws InterruptedException {
        if (which.test(call)) {
            arrived.release();
            released.await();
        }
    }

    /** The same for a call that no interrupt ends. */
    public void arriveUninterruptibly(String call) {
        boolean interrupted = false;
        if (which.test(call)) {
            arrived.release();
            while (released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when one more call waits. */
    public void awaitArrival() throws InterruptedException {
        awaitArrivals(1);
    }

    /** Returns when the given number of further calls are waiting. */
    public void awaitArrivals(int number) throws InterruptedException {
        if (!arrived.tryAcquire(number, MOST_MINUTES, TimeUnit.MINUTES)) {
            throw new AssertionError("the call that was to be held never came");
        }
    }

    /** Lets them and all later ones pass. */
    public void release() {
        released.countDown();
    }
}
