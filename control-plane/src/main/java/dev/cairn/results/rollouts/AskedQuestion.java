package dev.cairn.results.rollouts;

import dev.cairn.ports.Rollout.Purpose;
import dev.cairn.ports.Unit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What a student was asked, with the answer that was expected. */
record AskedQuestion(String question, String answer) {
    private static final String OF_SET = """
            select question, answer from question where run_id = :run and t = :t and k || '.' || i = :problem""";

    private static final String OF_PROBLEM_SET = """
            select p.question, p.answer from run r join experiment e on e.id = r.experiment_id
            join problem p on p.problem_set_id = e.problem_set_id and p.id = :problem
            where r.id = :run""";

    /** Of a train run: the problems of another set, or a teacher's questions by their place in the list. */
    private static final String ADDED = """
            with run_with as (
                select r.experiment_id, r.settings #>> '{added,of}' as of_run, e.real_problem_set_id
                from run r join experiment e on e.id = r.experiment_id where r.id = :run),
            source as (
                select s.id from run s join run_with w on w.experiment_id = s.experiment_id and w.of_run = s.name)
            select p.question, p.answer from run_with w
                join problem p on p.problem_set_id = w.real_problem_set_id and 'real/' || p.id = :problem
            union all
            select q.question, q.answer from source s
                join sampled_question q on q.run_id = s.id and 'synthetic/' || q.position = :problem
            union all
            select question, answer from (
                select q.question, q.answer,
                    row_number() over (partition by q.run_id order by q.t, q.i) - 1 as position
                from source s join promotion p on p.run_id = s.id and p.promoted
                    join question q on q.run_id = p.run_id and q.t = p.t and q.k = p.best_set) promoted
                where 'synthetic/' || position = :problem
            limit 1""";

    /** Empty if the question is no longer there. */
    static Optional<AskedQuestion> of(Handle handle, long run, Unit<?> unit, RolloutView rollout) {
        boolean ofSet = unit.inSet() && !rollout.purpose().equals(Purpose.REWARD.name());
        boolean added = unit.kind().equals(Unit.SEGMENT) && rollout.problemId().matches("(real|synthetic)/.*");
        Query query = handle.createQuery(ofSet ? OF_SET : added ? ADDED : OF_PROBLEM_SET)
                .bind("run", run)
                .bind("problem", rollout.problemId());
        if (ofSet) {
            query.bind("t", unit.outerStep());
        }
        return query.map((row, context) -> new AskedQuestion(row.getString("question"), row.getString("answer")))
                .findOne();
    }
}
