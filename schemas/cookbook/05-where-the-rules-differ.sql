-- On which rollouts do the two grading rules differ? The first 100.
-- :experiment, bigint, for example 1
-- :run, bigint, for example 2
-- Index: rollout_pkey (run_id, unit, ordinal)
select unit, position, purpose, problem_id, answer, rule, verdict, other_verdict
from history.rollouts
where experiment_id = :experiment and run_id = :run
    and verdict is not null and other_verdict is not null and correct <> (other_verdict = 'VERIFIED')
order by unit, position
limit 100
