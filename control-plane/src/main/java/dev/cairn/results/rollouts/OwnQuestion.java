package dev.cairn.results.rollouts;

import dev.cairn.ports.Unit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The question that a teacher answered in its second turn, which it wrote in the first one. */
final class OwnQuestion {
    /** An accepted one from its list, a rejected one from the completion that it was written in. */
    private static final String OF_ANSWER = """
            select coalesce(q.question, s.question,
                    regexp_replace(coalesce(substring(w.spoken from '<question>(.*?)</question>'), w.spoken), '^\\s+|\\s+$', '', 'g'))
                as question
            from (
                select r.problem_id, regexp_replace(regexp_replace(x.text, '^.*</think>', ''), '<think>.*$', '') as spoken
                from rollout r
                left join rollout_text x on x.run_id = r.run_id and x.unit = r.unit and x.ordinal = r.ordinal
                where r.run_id = :maker and r.unit = :unit and r.purpose = 'WRITE' and r.step = :round
                    and r.prompt_index = :index and r.sample = :sample) w
            left join question q on q.run_id = :run and q.t = :t and q.k || '.' || q.i = w.problem_id
            left join sampled_question s on s.run_id = :run and s.unit = :unit
                and s.position = nullif(split_part(w.problem_id, '.', 2), '')::int
                    + (select min(position) from sampled_question where run_id = :run and unit = :unit)""";

    private OwnQuestion() {}

    /** Empty if its text was not kept. */
    static Optional<String> of(Handle handle, long run, MadeUnit made, RolloutView answer) {
        Unit<?> unit = made.unit();
        return handle.createQuery(OF_ANSWER)
                .bind("run", run)
                .bind("maker", made.maker())
                .bind("unit", unit.text())
                .bind("t", unit.inOuterStep() ? unit.outerStep() : -1)
                .bind("round", answer.step())
                .bind("index", answer.promptIndex())
                .bind("sample", answer.sample())
                .mapTo(String.class)
                .findOne();
    }
}
