package dev.cairn.bench;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A journal that records only when each training step started. */
final class StepClock implements Journal {
    private final long run;
    private final List<Long> begins = new CopyOnWriteArrayList<>();
    private final AtomicInteger skipped = new AtomicInteger();

    StepClock(long run) {
        this.run = run;
    }

    long run() {
        return run;
    }

    /** In nanoseconds of the system's clock. */
    long began(int step) {
        return begins.get(step);
    }

    /** Number of skipped steps, which cost less. */
    int skipped() {
        return skipped.get();
    }

    @Override
    public <R extends UnitResult> R once(Unit<R> unit, Work<R> work) throws InterruptedException {
        Attempt attempt = new Attempt(run, 1, 1, unit, (done, total, what) -> begins.add(System.nanoTime()));
        R result = work.run(attempt).result();
        if (result instanceof UnitResult.Segment segment) {
            segment.steps().stream().filter(step -> step.report().skipped()).forEach(_ -> skipped.incrementAndGet());
        }
        return result;
    }
}
