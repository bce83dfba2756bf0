package dev.cairn.bench;

import dev.cairn.ports.Journal;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Counts what journals commit, in consecutive windows from commit to commit. The first one warms up, the others are
 * measured.
 */
final class RolloutMeter {
    private final Duration warmUp;
    private final Duration length;
    private final int windows;
    private final LongFunction<Reading> clocks;
    private final Consumer<Reading> measured;
    private long rollouts;
    private int done;
    private Reading start;

    /**
     * @param windows number of measured windows
     * @param clocks reads them, given the rollouts stored so far
     * @param measured called for every measured window
     */
    RolloutMeter(
            Duration warmUp, Duration length, int windows, LongFunction<Reading> clocks, Consumer<Reading> measured) {
        this.warmUp = warmUp;
        this.length = length;
        this.windows = windows;
        this.clocks = clocks;
        this.measured = measured;
        this.start = clocks.apply(0);
    }

    /**
     * Clocks, and rollouts stored so far; CPU in seconds. The difference of two readings is what happened between them.
     */
    record Reading(long nanos, long rollouts, double controlPlane, double engine, double database) {
        Reading since(Reading earlier) {
            return new Reading(
                    nanos - earlier.nanos,
                    rollouts - earlier.rollouts,
                    controlPlane - earlier.controlPlane,
                    engine - earlier.engine,
                    database - earlier.database);
        }

        double rolloutsASecond() {
            return rollouts / (nanos / 1e9);
        }

        double millisARollout(double cpuSeconds) {
            return 1000 * cpuSeconds / rollouts;
        }
    }

    /** All windows are finished; thrown on further commits. */
    static final class OverException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The journal, with every commit counted. */
    Journal counting(Journal journal) {
        return new Journal() {
            @Override
            public <R extends UnitResult> R once(Unit<R> unit, Work<R> work) throws InterruptedException {
                int[] made = {0};
                R result = journal.once(unit, attempt -> {
                    Output<R> output = work.run(attempt);
                    made[0] = output.rollouts().size();
                    return output;
                });
                committed(made[0]);
                return result;
            }
        };
    }

    private synchronized void committed(int more) {
        rollouts += more;
        if (done <= windows && System.nanoTime() - start.nanos() >= (done == 0 ? warmUp : length).toNanos()) {
            Reading now = clocks.apply(rollouts);
            if (done > 0) {
                measured.accept(now.since(start));
            }
            start = now;
            done++;
        }
        if (done > windows) {
            throw new OverException();
        }
    }
}
