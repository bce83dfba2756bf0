package dev.cairn.runs;

import dev.cairn.base.Ticker;
import dev.cairn.ports.Journal;
import dev.cairn.ports.OwnershipLostException;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.RunStoppedException;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.queue.Lease;
import dev.cairn.runs.RunLifecycleEvent.UnitOutcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run's journal that adds the unit to every log line of its work, and reports how each unit ended. */
final class WatchedJournal implements Journal {
    private final Journal journal;
    private final Lease lease;
    private final Consumer<RunLifecycleEvent> news;
    private final Ticker ticker;

    WatchedJournal(Journal journal, Lease lease, Consumer<RunLifecycleEvent> news, Ticker ticker) {
        this.journal = journal;
        this.lease = lease;
        this.news = news;
        this.ticker = ticker;
    }

    @Override
    public <R extends UnitResult> R once(Unit<R> unit, Work<R> work) throws InterruptedException {
        long began = ticker.nanos();
        // Null after a replay, which does no work.
        AtomicReference<@Nullable List<Rollout>> made = new AtomicReference<>();
        UnitOutcome outcome = UnitOutcome.FAILED;
        try (LogContext _ = LogContext.of(lease, unit)) {
            R result = journal.once(unit, attempt -> {
                Output<R> output = work.run(attempt);
                made.set(output.rollouts());
                return output;
            });
            outcome = made.get() == null ? UnitOutcome.REPLAYED : UnitOutcome.COMMITTED;
            return result;
        } catch (RunStoppedException | InterruptedException e) {
            outcome = UnitOutcome.STOPPED;
            throw e;
        } catch (OwnershipLostException e) {
            outcome = UnitOutcome.LOST;
            throw e;
        } finally {
            List<Rollout> rollouts = made.get();
            news.accept(new RunLifecycleEvent.UnitEnded(
                    unit,
                    outcome,
                    ticker.since(began),
                    rollouts == null || outcome != UnitOutcome.COMMITTED ? List.of() : rollouts));
        }
    }
}
