package dev.cairn.results.rollouts;

import dev.cairn.ports.CompletionFiles;
import dev.cairn.ports.Rollout.Purpose;
import dev.cairn.ports.Unit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Where the tokens of a completion are kept with their log-probabilities. Those of accepted questions of an outer step
 * are, until the teacher has learned from them.
 *
 * @param index of the completion in its file
 * @param model as the spec names it
 */
public record KeptCompletion(CompletionFiles.Stored stored, int index, String model) {
    static Optional<KeptCompletion> of(Handle handle, long run, Unit<?> unit, RolloutView rollout) {
        if (!unit.kind().equals(Unit.WRITE) || rollout.rejection() != null) {
            return Optional.empty();
        }
        return handle.createQuery("""
                        select a.path, a.sha256, e.spec #>> '{model,path}' as model,
                            (case when (e.spec #>> '{prompts,twoTurns,enabled}')::boolean then 2 else 1 end
                                * (select count(*) from question q where q.run_id = u.run_id and q.t = :t
                                and (q.k < s.k or q.k = s.k and q.i < s.i))
                                + case when :answer then 1 else 0 end)::int as index
                        from run_unit u
                        join artifact a on a.path = u.result #>> '{completions,path}' and a.removed_at is null
                        join run r on r.id = u.run_id join experiment e on e.id = r.experiment_id
                        join question s on s.run_id = u.run_id and s.t = :t and s.k || '.' || s.i = :question
                        where u.run_id = :run and u.unit = :unit""")
                .bind("run", run)
                .bind("unit", unit.text())
                .bind("t", unit.outerStep())
                .bind("question", rollout.problemId())
                .bind("answer", rollout.purpose().equals(Purpose.WRITE_ANSWER.name()))
                .map((row, context) -> new KeptCompletion(
                        new CompletionFiles.Stored(row.getString("path"), row.getString("sha256")),
                        row.getInt("index"),
                        row.getString("model")))
                .findOne();
    }
}
