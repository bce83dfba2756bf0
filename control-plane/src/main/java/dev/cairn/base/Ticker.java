package dev.cairn.base;

import java.time.Duration;

/** A clock for durations only, which no change of the system's time moves. */
@FunctionalInterface
public interface Ticker {
    /** Nanoseconds since an arbitrary moment; only differences mean anything. */
    long nanos();

    /** How long ago a reading of this ticker was. */
    default Duration since(long reading) {
        return Duration.ofNanos(nanos() - reading);
    }

    static Ticker system() {
        return System::nanoTime;
    }
}
