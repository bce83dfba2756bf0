package dev.cairn.bridge;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * A link with one call in flight, in the order of arrival. A worker executes one call at a time anyway. Callers wait
 * here, so that a call's deadline counts from the moment at which it is sent.
 */
final class OneAtATime implements WorkerLink {
    private final WorkerLink link;
    private final Semaphore permit = new Semaphore(1, true);

    public OneAtATime(WorkerLink link) {
        this.link = link;
    }

    @Override
    public Reply call(String op, Object header, Map<String, FlatArray> arrays, Duration deadline)
            throws InterruptedException {
        permit.acquire();
        try {
            return link.call(op, header, arrays, deadline);
        } finally {
            permit.release();
        }
    }

    @Override
    public boolean healthy() {
        return link.healthy();
    }

    @Override
    public String describe() {
        return link.describe();
    }

    @Override
    public void close() {
        link.close();
    }
}
