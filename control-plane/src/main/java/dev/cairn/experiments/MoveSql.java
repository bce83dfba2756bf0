package dev.cairn.experiments;

import dev.cairn.events.Events;
import dev.cairn.ids.RunId;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The SQL that moves a run to a state and writes its event: one statement per state, which contains the states as
 * literals. As a parameter they would be an array, whose binding took a tenth of the CPU time of a claim. They are
 * compared with an expression, so that the run is always found by its key: the indexes of runs in some states look
 * smaller, but contain every run that ever was in them while an old snapshot is open.
 */
final class MoveSql {
    private static final Map<RunState, String> STATEMENTS = Arrays.stream(RunState.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), MoveSql::statement));

    private MoveSql() {}

    /** Not {@code now()}, which is the start of the transaction: it may have waited for the commit of a unit since. */
    static String statement(RunState to) {
        return """
                with moved as (
                    update run set state = '%s', reason = :reason, failure = :failure, not_before = null,
                        version = version + 1, started_at = %s, ended_at = %s
                    where id = :run and state || '' in (%s)
                    returning experiment_id, id, name, state, reason),
                told as (
                    %s)
                select name from moved""".formatted(
                        to.wireName(),
                        to == RunState.RUNNING ? "coalesce(started_at, clock_timestamp())" : "started_at",
                        to.isFinal() ? "clock_timestamp()" : "null",
                        RunTransitions.sources(to).stream()
                                .map(from -> "'" + from.wireName() + "'")
                                .collect(Collectors.joining(", ")),
                        Events.insertRunStates("moved"));
    }

    /** Returns the name of the run; empty if its current state does not allow the move. Then nothing was changed. */
    static Optional<String> move(
            Handle handle, RunId run, RunState to, @Nullable String reason, @Nullable FailureClass failure) {
        return handle.createQuery(STATEMENTS.get(to))
                .bind("reason", reason)
                .bind("failure", failure == null ? null : failure.wireName())
                .bind("run", run.value())
                .mapTo(String.class)
                .findOne();
    }
}
