package dev.cairn.base;

import java.time.Duration;

/** A clock for durations, which is independent of the system time. */
@FunctionalInterface
public interface Ticker {
    /** Nanoseconds since an arbitrary moment; only differences have a meaning. */
    long nanos();

    /** Time since a reading of this ticker. */
    default Duration since(long reading) {
        return Duration.ofNanos(nanos() - reading);
    }

    static Ticker system() {
        return System::nanoTime;
    }
}
