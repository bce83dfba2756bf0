package dev.cairn.history;

import dev.cairn.testing.TestDatabase;
import java.util.List;

/** What a finished SOAR run of a test lacks for the cookbook: evaluations, a failed run, another experiment. */
final class CookbookRows {
    private static final List<String> STATEMENTS = List.of(
            // All answers of the first promoted set are right but one.
            """
            update question q set question = '2*4', answer = case i when 0 then '4' else '8' end
            from (select run_id, t, best_set from promotion where promoted order by t limit 1) p
            where q.run_id = p.run_id and q.t = p.t and q.k = p.best_set""",
            """
            update rollout set other_verdict = 'DIFFERENT'
            where purpose = 'REWARD' and verdict = 'VERIFIED' and unit = (select min(unit) from rollout
                where purpose = 'REWARD' and verdict = 'VERIFIED')""",
            "alter table run_unit disable trigger run_unit_fence",
            """
            insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at)
            select r.id, u.unit, 1, 1, 'a', '{}', 0, now() from run r, (values ('candidate/0'), ('choose'), ('evaluate/0'), ('total')) u (unit)
            where r.kind = 'evaluate'""",
            """
            insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at)
            select r.id, u.unit, 1, 1, 'a', '{}', 0, now() from run r, (values ('screen/0'), ('split')) u (unit)
            where r.kind = 'screen' on conflict do nothing""",
            // The experiment has no sample run; to the row rule all runs are alike.
            """
            insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at)
            select r.id, 'sample/0', 1, 1, 'a', '{}', 0, now() from run r where r.kind = 'train'""",
            "alter table run_unit enable trigger run_unit_fence",
            """
            insert into evaluation (run_id, unit, problem, samples, correct, truncated)
            select r.id, 'evaluate/0', p.problem, 32,
                case when p.problem = 'h0' and r.settings ->> 'policy' = 'PROMOTED' then 8 else 0 end, 1
            from run r, (values ('h0'), ('h1')) p (problem) where r.kind = 'evaluate'""",
            """
            insert into candidate (run_id, t, unit, problems, correct, student_sha256)
            select id, 0, 'candidate/0', 1, 1, 'none' from run where kind = 'evaluate'""",
            """
            insert into candidate_outcome (run_id, t, ordinal, problem, correct)
            select id, 0, 0, 'h2', true from run where kind = 'evaluate'""",
            """
            insert into chosen_student (run_id, unit, t, student_sha256)
            select id, 'choose', 0, 'none' from run where kind = 'evaluate'""",
            """
            insert into evaluation_total (run_id, unit, problems, samples, truncated_share)
            select id, 'total', 2, 32, 0.03125 from run where kind = 'evaluate'""",
            """
            insert into pass_at_k (run_id, unit, k, value)
            select id, 'total', 1, case when settings ->> 'policy' = 'PROMOTED' then 0.125 else 0 end
            from run where kind = 'evaluate'""",
            """
            insert into question_sample (run_id, unit, accepted, attempts, rejected, multiple_questions, duplicate_questions)
            select id, 'sample/0', 1, 1, '{}', 0, 0 from run where kind = 'train'""",
            """
            insert into sampled_question (run_id, position, unit, question, answer)
            select id, 0, 'sample/0', '1+1', '2' from run where kind = 'train'""",
            // The run trains its students; its outer step 0 shows how such rows look.
            """
            insert into learnability (run_id, t, k, i, unit, samples, correct, student_sha256)
            select run_id, t, k, i, 't/0/promote', 32, 8, 'none' from question where t = 0 and k = 0""",
            """
            insert into reference_problem (run_id, t, ordinal, unit, problem_id)
            select run_id, t, 0, unit, 'h2' from promotion where t = 0""",
            """
            insert into screening (run_id, unit, problem, samples, correct, truncated)
            select r.id, 'screen/0', p.problem, 2, 0, 0 from run r, (values ('h0'), ('h1')) p (problem)
            where r.kind = 'screen'""",
            """
            insert into hard_set (run_id, half, ordinal, problem, unit)
            select r.id, 'test', p.ordinal, p.problem, 'split' from run r, (values (0, 'h0'), (1, 'h1')) p (ordinal, problem)
            where r.kind = 'screen'""",
            """
            with failed as (
                update run set state = 'failed', failure = 'bug', reason = 'broken by a test', ended_at = now()
                where name = 'hard-only' returning experiment_id, id)
            insert into run_event (experiment_id, run_id, kind, payload)
            select experiment_id, id, 'run.state', '{"state": "failed", "reason": "broken by a test"}' from failed""",
            """
            insert into experiment (name, preset, seed, spec, problem_set_id)
            select name, preset, seed + 1, jsonb_set(jsonb_set(spec, '{soar,outer,tau}', '0.5'), '{seed}', '6'), problem_set_id
            from experiment""");

    private CookbookRows() {}

    static void addTo(TestDatabase database, long run) {
        if (database.number("select count(*) from promotion where promoted and run_id = " + run) < 2) {
            throw new AssertionError("the run has no two promotions");
        }
        STATEMENTS.forEach(database::asOwner);
    }
}
