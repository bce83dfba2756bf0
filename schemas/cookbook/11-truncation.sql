-- Which share of completions is cut off at the token limit, and are these ever correct?
-- :experiment, bigint, for example 1
-- :run, bigint, for example 2
-- Index: rollout_pkey (run_id, unit, ordinal)
select purpose, outer_step, count(*) as completions, avg(truncated::int)::double precision as share_truncated,
    count(*) filter (where truncated and correct) as truncated_and_correct
from history.rollouts
where experiment_id = :experiment and run_id = :run
group by purpose, outer_step
order by purpose, outer_step
