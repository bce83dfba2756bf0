package dev.cairn.base;

import java.time.Duration;

/** A moment after which something has taken too long; measured by a ticker, so that no change of the time moves it. */
public final class Deadline {
    private final Ticker ticker;
    private final long from;
    private final Duration limit;

    private Deadline(Ticker ticker, Duration limit) {
        this.ticker = ticker;
        this.from = ticker.nanos();
        this.limit = limit;
    }

    /** @param limit from now on */
    public static Deadline in(Duration limit, Ticker ticker) {
        return new Deadline(ticker, limit);
    }

    public boolean hasPassed() {
        return ticker.since(from).compareTo(limit) > 0;
    }
}
