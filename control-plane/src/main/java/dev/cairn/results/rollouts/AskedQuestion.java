package dev.cairn.results.rollouts;

import dev.cairn.ports.Rollout.Purpose;
import dev.cairn.ports.Unit;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * What a student was asked.
 *
 * @param answer the answer that was expected; absent if a question was put to the vote and nobody had an answer
 */
record AskedQuestion(String question, @Nullable String answer) {
    private static final String OF_SET = """
            select question, answer from question where run_id = :run and t = :t and k || '.' || i = :problem""";

    /** A question that the student wrote itself, from the completion that it wrote; an accepted one also from its list. */
    private static final String OF_VOTE = """
            select coalesce(q.question, substring(
                    regexp_replace(x.text, '^.*</think>', '') from '<question>\\s*?(\\S.*?)\\s*?</question>')) as question,
                w.answer
            from rollout w
            left join rollout_text x on x.run_id = w.run_id and x.unit = w.unit and x.ordinal = w.ordinal
            left join sampled_question q on q.run_id = :run and q.unit = :unit
                and q.position = nullif(split_part(w.problem_id, '.', 2), '')::int
                    + (select min(position) from sampled_question where run_id = :run and unit = :unit)
            where w.run_id = :maker
                and w.unit = :unit and w.purpose = 'WRITE' and w.step = :round and w.prompt_index = :index
                and coalesce(q.question, x.text) is not null""";

    /** Of the run that made the unit, since a SOAR run may be taken over by an experiment with other problems. */
    private static final String OF_PROBLEM_SET = """
            select p.question, p.answer from run r join experiment e on e.id = r.experiment_id
            join problem p on p.problem_set_id = e.problem_set_id and p.id = :problem
            where r.id = :run""";

    /** Of a train run: a problem of another set, a teacher's question by its place in the list, or a hard problem. */
    private static final String ADDED = """
            with source as (
                select s.id from run r join run_dependency d on d.run_id = r.id
                join run s on s.id = d.depends_on and s.name = r.settings #>> '{added,of}' where r.id = :run)
            select p.question, p.answer from run r join experiment e on e.id = r.experiment_id
                join problem p on p.problem_set_id = e.real_problem_set_id and 'real/' || p.id = :problem
                where r.id = :run
            union all
            select q.question, q.answer from source s
                join sampled_question q on q.run_id = s.id and 'synthetic/' || q.position = :problem
            union all
            select question, answer from (
                select q.question, q.answer, row_number() over (order by q.t, q.i) - 1 as position
                from source s join promotion_question q on q.run_id = s.id) promoted
                where 'synthetic/' || position = :problem
            union all
            select p.question, p.answer from run r join experiment e on e.id = r.experiment_id
                join problem p on p.problem_set_id = e.problem_set_id and p.id = :problem
                where r.id = :run
            limit 1""";

    /** What students of a set are asked besides its questions. */
    private static final Set<String> SCORES = Set.of(Purpose.REWARD.name(), Purpose.INTERIM.name());

    /** Empty if the question is no longer there. */
    static Optional<AskedQuestion> of(Handle handle, long run, MadeUnit made, RolloutView rollout) {
        Unit<?> unit = made.unit();
        boolean ofSet = (unit.inSet() || unit.kind().equals(Unit.ALIGNMENT)) && !SCORES.contains(rollout.purpose());
        boolean added = unit.kind().equals(Unit.SEGMENT);
        boolean vote = rollout.purpose().equals(Purpose.VOTE.name());
        boolean ofProblemSet = !vote && !ofSet && !added;
        Query query = handle.createQuery(vote ? OF_VOTE : ofSet ? OF_SET : added ? ADDED : OF_PROBLEM_SET)
                .bind("run", ofProblemSet ? made.maker() : run);
        if (vote) {
            query.bind("maker", made.maker())
                    .bind("unit", unit.text())
                    .bind("round", rollout.step())
                    .bind("index", rollout.promptIndex());
        } else {
            query.bind("problem", rollout.problemId());
        }
        if (ofSet) {
            query.bind("t", unit.outerStep());
        }
        return query.map((row, context) -> new AskedQuestion(row.getString("question"), row.getString("answer")))
                .findOne();
    }
}
