-- How do KL, gradient norm and entropy of teacher and students move over the outer steps?
-- :experiment, bigint, for example 1
-- :run, bigint, for example 2
-- Index: training_step_pkey (run_id, unit, step)
select role, outer_step, count(*) as steps, count(*) filter (where skipped) as skipped, avg(kl) as mean_kl,
    avg(gradient_norm) filter (where not skipped) as mean_gradient_norm, avg(clipped::int)::double precision as share_clipped,
    avg(entropy) filter (where not skipped) as mean_entropy
from history.training_steps
where experiment_id = :experiment and run_id = :run
group by role, outer_step
order by role, outer_step
