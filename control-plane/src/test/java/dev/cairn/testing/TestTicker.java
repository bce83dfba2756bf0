package dev.cairn.testing;

import dev.cairn.base.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Stands still until a test moves it. */
public final class TestTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    public void move(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
