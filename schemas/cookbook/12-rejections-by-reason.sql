-- Why were completions of the teacher rejected, over the outer steps?
-- :experiment, bigint, for example 1
-- :run, bigint, for example 2
-- Index: outer_step_pkey (run_id, t)
select outer_step, reason, completions, completions::double precision / o.attempts as share_of_attempts
from history.outer_steps o
join history.rejections using (experiment_id, run_id, outer_step)
where o.experiment_id = :experiment and o.run_id = :run
order by outer_step, completions desc, reason
