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

    private Deadline(Ticker ticker, long from, Duration limit) {
        this.ticker = ticker;
        this.from = from;
        this.limit = limit;
    }

    /** @param limit counted from now */
    public static Deadline in(Duration limit, Ticker ticker) {
        return new Deadline(ticker, ticker.nanos(), limit);
    }

    /**
     * @param limit counted from {@code from}
     * @param from nanoseconds of the ticker, read earlier
     */
    public static Deadline since(long from, Duration limit, Ticker ticker) {
        return new Deadline(ticker, from, limit);
    }

    public boolean hasPassed() {
        return ticker.since(from).compareTo(limit) > 0;
    }
}
