-- After how many promotions did a baseline student first solve each reward question?
-- :experiment, bigint, for example 1
-- :run, bigint, for example 2
-- Index: baseline_outcome_pkey (run_id, t, ordinal), promotion_pkey (run_id, t)
with at_step as (
    select outer_step, count(*) filter (where promoted) over (order by outer_step
        rows between unbounded preceding and 1 preceding) as promotions_before
    from history.outer_steps where experiment_id = :experiment and run_id = :run)
select q.problem_id, count(*) as times_asked, min(q.outer_step) filter (where q.baseline_correct) as first_solved_at_step,
    min(a.promotions_before) filter (where q.baseline_correct) as after_promotions
from history.reward_questions q
join at_step a using (outer_step)
where q.experiment_id = :experiment and q.run_id = :run
group by q.problem_id
order by after_promotions nulls last, q.problem_id
