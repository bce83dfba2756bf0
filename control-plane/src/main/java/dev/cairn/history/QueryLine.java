package dev.cairn.history;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Admits a few queries at a time; the others wait in line, in the order of their arrival. */
public final class QueryLine {
    private final Semaphore places;
    private final Semaphore helpers;
    private final AtomicInteger waiting = new AtomicInteger();
    private final int mostWaiting;
    private final Duration patience;

    /**
     * @param helpers connections that files may have besides one each, all of them together
     * @param patience how long a query waits in line at most
     */
    public QueryLine(int running, int helpers, int mostWaiting, Duration patience) {
        this.places = new Semaphore(running, true);
        this.helpers = new Semaphore(helpers);
        this.mostWaiting = mostWaiting;
        this.patience = patience;
    }

    /** The line is full, or has not moved for long. */
    public static final class FullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FullException(String message) {
            super(message);
        }
    }

    /**
     * Waits for a place.
     *
     * @throws FullException if too many wait already, or none became free in time
     */
    void enter() throws InterruptedException {
        // Not tryAcquire(), which would take a place before those who wait.
        if (places.tryAcquire(0, TimeUnit.SECONDS)) {
            return;
        }
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            throw new FullException("all places are taken and " + mostWaiting + " queries wait already");
        }
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FullException("no place became free within " + patience.toSeconds() + " s");
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Takes as many further connections as are free, for a query that has its place; they take none from others. */
    int help(int most) {
        int taken = 0;
        while (taken < most && helpers.tryAcquire()) {
            taken++;
        }
        return taken;
    }

    /** Number of queries that wait. */
    public int waiting() {
        return waiting.get();
    }

    /** @param taken further connections */
    void leave(int taken) {
        helpers.release(taken);
        places.release();
    }
}
