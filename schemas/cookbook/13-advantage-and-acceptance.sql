-- Does the teacher's acceptance rate move with the spread of its advantages?
-- :experiment, bigint, for example 1
-- :run, bigint, for example 2
-- Index: set_advantage_pkey (run_id, t, k)
select o.outer_step, o.accepted::double precision / o.attempts as acceptance, max(s.advantage) as best_advantage,
    stddev_samp(s.advantage) as spread_of_advantages, o.teacher_step_skipped
from history.outer_steps o
join history.question_sets s using (experiment_id, run_id, outer_step)
where o.experiment_id = :experiment and o.run_id = :run
group by o.outer_step, o.accepted, o.attempts, o.teacher_step_skipped
order by o.outer_step
