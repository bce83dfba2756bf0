package dev.cairn.base;

import java.time.Duration;

/**
 * A moment after which something has taken too long. It is measured by a ticker, so that changes of the system time do
 * not move it.
 */
public final class Deadline {
    private final Ticker ticker;
    private final long from;
    private final Duration limit;

    private Deadline(Ticker ticker, Duration limit) {
        this.ticker = ticker;
        this.from = ticker.nanos();
        this.limit = limit;
    }

    /** @param limit counted from now */
    public static Deadline in(Duration limit, Ticker ticker) {
        return new Deadline(ticker, limit);
    }

    public boolean hasPassed() {
        return ticker.since(from).compareTo(limit) > 0;
    }
}
