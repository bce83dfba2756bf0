package dev.cairn.history;

/** What answers of the cookbook must agree with, computed from the tables. */
final class CookbookAnswers {
    private CookbookAnswers() {}

    /**
     * An answer.
     *
     * @param shown what is looked at in the rows of a query, which are called q
     * @param expected the same from the tables
     */
    record Answer(String shown, String expected) {}

    static Answer of(int question) {
        return switch (question) {
            case 1 ->
                new Answer(
                        "outer_step, questions, wrong_answers from q order by outer_step limit 1",
                        "min(t), 3, 1 from promotion where promoted");
            case 2 ->
                new Answer(
                        "count(*), min(3 * share_wrong), round(sum(reward)::numeric, 9) from q",
                        "count(*), 1, round(sum(reward)::numeric, 9) from set_reward");
            case 3 ->
                new Answer(
                        "sum(units), round(sum(training_seconds)::numeric, 6) from q",
                        "count(*), (select round(sum(seconds)::numeric, 6) from training_step) from run_unit");
            case 4 ->
                new Answer(
                        "tau, promotions, tokens_per_promotion = tokens / promotions from q",
                        "tau, max(promotions), true from promotion group by tau");
            case 5 ->
                new Answer(
                        "count(*), count(*) > 0 from q",
                        "least(100, count(*)), true from rollout where purpose <> 'WRITE' and other_verdict is not null"
                                + " and (verdict = 'VERIFIED') <> (other_verdict = 'VERIFIED')");
            case 6 ->
                new Answer(
                        "k, round(pass_at_k::numeric, 6), round(gain_over_base::numeric, 6), low < pass_at_k"
                                + " from q where policy = 'PROMOTED' and k in (1, 32) order by k",
                        "* from (values (1, 0.125000, 0.125000, true), (32, 0.500000, 0.500000, true)) v");
            case 7 ->
                new Answer(
                        "outer_step, promotions, baseline_share_correct, round(trained_share_correct::numeric, 9)"
                                + " from q order by 1",
                        """
                        p.t, p.promotions, b.correct / 8.0::float8, round(avg(x.correct / 8.0), 9) from promotion p
                        join baseline b using (run_id, t) join trial x using (run_id, t)
                        group by p.t, p.promotions, b.correct order by 1""");
            case 8 -> new Answer("outer_step, round(variance_within_sets::numeric, 9) from q order by 1", """
                        t, round(avg(v)::numeric, 9) from (select t, k, var_samp(reward) as v from trial group by t, k) s
                        group by t order by t""");
            case 9 ->
                new Answer(
                        "sum(questions), sum(repeated) from q",
                        "count(*), count(*) - count(distinct question) from question");
            case 10 ->
                new Answer(
                        "sum(completions), max(most_tokens), round(sum(mean_tokens * completions)) from q",
                        "count(*), max(completion_tokens), sum(completion_tokens) from rollout where purpose <> 'WRITE'");
            case 11 ->
                new Answer(
                        "sum(completions), round(sum(share_truncated * completions)) from q",
                        "count(*), count(*) filter (where finish_reason = 'LENGTH') from rollout");
            case 12 ->
                new Answer(
                        "outer_step, sum(completions) from q group by 1 order by 1",
                        "t, attempts - accepted from outer_step where attempts > accepted order by t");
            case 13 -> new Answer("outer_step, acceptance, best_advantage from q order by 1", """
                        o.t, o.accepted::float8 / o.attempts, max(a.advantage) from outer_step o
                        join set_advantage a using (run_id, t) group by o.t, o.accepted, o.attempts order by 1""");
            case 14 ->
                new Answer(
                        "depth, sha256 from q where depth > 0 order by depth",
                        "promotions, student_sha256 from promotion where promoted order by t");
            case 15 ->
                new Answer(
                        "outer_step, position, question from q order by 1, 2",
                        "t, i, question from promotion_question order by 1, 2");
            case 16 -> new Answer("problem_id, samples from q", "'h1', 96");
            case 17 -> new Answer("sum(times_asked), count(first_solved_at_step), min(after_promotions) from q", """
                        count(*), count(distinct problem) filter (where correct), min((select count(*) from promotion p
                            where p.run_id = b.run_id and p.promoted and p.t < b.t)) filter (where correct)
                        from baseline_outcome b""");
            case 18 ->
                new Answer(
                        "seed, promotions, promoted_pass_at_1 from q order by seed",
                        "e.seed, s.promotions, p.value from experiment e left join run r on r.experiment_id = e.id"
                                + " and r.kind = 'soar' left join run_summary s on s.run_id = r.id left join (select"
                                + " v.experiment_id, value from pass_at_k join run v on v.id = run_id and"
                                + " v.settings ->> 'policy' = 'PROMOTED') p on p.experiment_id = e.id order by e.seed");
            case 19 -> new Answer("sum(waits), min(median_seconds) >= 0 from q", """
                        count(*), true from run_event v where kind = 'run.state' and payload ->> 'state' = 'queued'
                        and exists (select from run_event n where n.run_id = v.run_id and n.kind = v.kind and n.id > v.id)""");
            case 20 ->
                new Answer("kind, failure_class, runs, a_reason from q", "'train', 'bug', 1, 'broken by a test'");
            case 21 ->
                new Answer(
                        "kind, units from q where kind in ('trial', 'teach') order by 1",
                        "* from (values ('teach', 10), ('trial', 60)) v");
            case 22 ->
                new Answer(
                        "engine, model, tokens from q",
                        "'local', 'builtin:chains', sum(tokens) from run_usage join run on id = run_id"
                                + " where ended_at is not null");
            case 23 ->
                new Answer(
                        "path, first_value, second_value from q order by path",
                        "* from (values ('seed', '5', '6'), ('soar.outer.tau', '0.1', '0.5')) v");
            case 24 ->
                new Answer(
                        "outer_step, question_set, reward from q order by reward desc, 1, 2",
                        "t, k, reward from set_reward order by reward desc, t, k limit 5");
            case 25 ->
                new Answer(
                        "sum(steps), sum(skipped) from q",
                        "count(*), count(*) filter (where skipped) from training_step");
            case 26 ->
                new Answer(
                        "count(*) > 0, count(*) filter (where state = 'failed'), max(reason) from q",
                        "true, 1, 'broken by a test'");
            default -> throw new AssertionError("question " + question + " has no known answer");
        };
    }
}
