package dev.cairn.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.Ticker;
import dev.cairn.ids.RunId;
import dev.cairn.ports.Attempt;
import dev.cairn.ports.Journal;
import dev.cairn.ports.OwnershipLostException;
import dev.cairn.ports.RunStoppedException;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.queue.Lease;
import dev.cairn.runs.RunLifecycleEvent.UnitOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

/** News of units, and who is named in what they log. */
final class WatchedJournalTest {
    private static final Lease LEASE = new Lease(new RunId(7), "me", 3, Duration.ofSeconds(15));
    private static final Unit<UnitResult.Split> SPLIT = Unit.split();
    private static final UnitResult.Split RESULT = new UnitResult.Split(List.of(), List.of(), 0, 0);

    private final List<RunLifecycleEvent> news = new ArrayList<>();

    @Test
    void tellsWorkFromReplayEdgeLossAndFailure() throws InterruptedException {
        watched(new Working()).once(SPLIT, attempt -> Journal.Output.of(RESULT));
        watched(new Replaying()).once(SPLIT, attempt -> Journal.Output.of(RESULT));
        failing(new RunStoppedException("paused"));
        failing(new OwnershipLostException("taken over"));
        failing(new IllegalStateException("a bug"));

        assertThat(news)
                .map(one -> ((RunLifecycleEvent.UnitEnded) one).outcome())
                .containsExactly(
                        UnitOutcome.COMMITTED,
                        UnitOutcome.REPLAYED,
                        UnitOutcome.STOPPED,
                        UnitOutcome.LOST,
                        UnitOutcome.FAILED);
    }

    @Test
    void runUnitAndFenceAreInTheContextOfTheWorkAndOfTheThreadsThatItStarts() throws InterruptedException {
        Map<String, Object> seen = new ConcurrentHashMap<>();
        watched(new Working()).once(SPLIT, attempt -> {
            try (ExecutorService threads = Executors.newFixedThreadPool(
                    2, Thread.ofVirtual().name("side-", 0).factory())) {
                for (String key : List.of("run", "unit", "fence")) {
                    threads.execute(() -> seen.put(key, String.valueOf(MDC.get(key))));
                }
            }
            return Journal.Output.of(RESULT);
        });
        assertThat(seen).containsExactlyInAnyOrderEntriesOf(Map.of("run", "7", "unit", SPLIT.text(), "fence", "3"));
        assertThat(MDC.get("unit")).isNull();
        assertThat(MDC.get("run")).isNull();
    }

    @Test
    void aUnitWithinARunLeavesTheRunInTheContext() throws InterruptedException {
        try (LogContext _ = LogContext.of(LEASE)) {
            watched(new Working()).once(SPLIT, attempt -> Journal.Output.of(RESULT));
            assertThat(MDC.get("run")).isEqualTo("7");
            assertThat(MDC.get("unit")).isNull();
        }
    }

    private void failing(RuntimeException failure) {
        assertThatThrownBy(() -> watched(new Working()).once(SPLIT, attempt -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    private WatchedJournal watched(Journal journal) {
        return new WatchedJournal(journal, LEASE, news::add, Ticker.system());
    }

    private static final class Working implements Journal {
        @Override
        public <R extends UnitResult> R once(Unit<R> unit, Work<R> work) throws InterruptedException {
            return work.run(new Attempt(7, 3, 1, unit, (done, total, what) -> {}))
                    .result();
        }
    }

    private static final class Replaying implements Journal {
        @Override
        public <R extends UnitResult> R once(Unit<R> unit, Work<R> work) {
            return unit.kind().result().cast(RESULT);
        }
    }
}
