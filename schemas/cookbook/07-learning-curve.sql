-- How does the student's share of solved reward questions grow over outer steps, before and after training on the best set?
-- :experiment, bigint, for example 1
-- :run, bigint, for example 2
-- Index: outer_step_pkey (run_id, t), trial_pkey (run_id, t, k, j)
select o.outer_step, o.promotions, o.baseline_share_correct, avg(t.share_correct) as trained_share_correct,
    max(t.share_correct) as best_share_correct
from history.outer_steps o
join history.trials t using (experiment_id, run_id, outer_step)
where o.experiment_id = :experiment and o.run_id = :run
group by o.outer_step, o.promotions, o.baseline_share_correct
order by o.outer_step
