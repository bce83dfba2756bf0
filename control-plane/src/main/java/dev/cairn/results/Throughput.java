package dev.cairn.results;

import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what the units of a run have sampled and trained, by outer step or block. */
final class Throughput {
    private static final double NANOS = 1e9;

    private Throughput() {}

    private record Work(
            UnitPosition at,
            Instant startedAt,
            Instant endedAt,
            long rollouts,
            long sampled,
            long trained,
            double trainerSeconds) {}

    private record Part(
            @Nullable Integer outerStep, @Nullable Integer block) {}

    static List<ThroughputView> of(JdbcRunner jdbc, long run) {
        List<Work> works = jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery("""
                        select u.unit, u.started_at, u.ended_at, u.rollouts, u.tokens,
                            coalesce(s.tokens, 0) as trained, coalesce(s.seconds, 0) as seconds
                        from run_unit u
                        left join (select unit, sum(tokens) as tokens, sum(seconds) as seconds from training_step
                            where run_id = :run group by unit) s on s.unit = u.unit
                        where u.run_id = :run order by u.started_at""")
                        .bind("run", run)
                        .map((row, context) -> new Work(
                                UnitPosition.of(row.getString("unit")),
                                Columns.instant(row, "started_at"),
                                Columns.instant(row, "ended_at"),
                                row.getLong("rollouts"),
                                row.getLong("tokens"),
                                row.getLong("trained"),
                                row.getDouble("seconds")))
                        .list());
        Map<Part, List<Work>> parts = new LinkedHashMap<>();
        for (Work work : works) {
            Part part = new Part(work.at().outerStep(), work.at().block());
            // A promoted student that is scored has a number, but no block of problems.
            if (!work.at().kind().equals(Unit.CANDIDATE.name()) && (part.outerStep() != null || part.block() != null)) {
                parts.computeIfAbsent(part, any -> new ArrayList<>()).add(work);
            }
        }
        return parts.entrySet().stream()
                .map(part -> view(part.getKey(), part.getValue()))
                .sorted(Comparator.comparingInt(Throughput::index))
                .toList();
    }

    private static int index(ThroughputView part) {
        Integer step = part.outerStep();
        Integer block = part.block();
        return step != null ? step : block != null ? block : 0;
    }

    /** @param works in the order in which they started */
    private static ThroughputView view(Part part, List<Work> works) {
        Instant end =
                works.stream().map(Work::endedAt).max(Comparator.naturalOrder()).orElseThrow();
        return new ThroughputView(
                part.outerStep(),
                part.block(),
                works.getFirst().startedAt(),
                end,
                working(works).toNanos() / NANOS,
                works.stream().mapToLong(Work::rollouts).sum(),
                works.stream().mapToLong(Work::sampled).sum(),
                works.stream().mapToLong(Work::trained).sum(),
                works.stream().mapToDouble(Work::trainerSeconds).sum());
    }

    /** The length of the union of their times. */
    private static Duration working(List<Work> works) {
        Duration sum = Duration.ZERO;
        Instant until = Instant.MIN;
        for (Work work : works) {
            Instant from = work.startedAt().isAfter(until) ? work.startedAt() : until;
            if (work.endedAt().isAfter(from)) {
                sum = sum.plus(Duration.between(from, work.endedAt()));
                until = work.endedAt();
            }
        }
        return sum;
    }
}
