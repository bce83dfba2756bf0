-- How long are the answers of students, by outer step and purpose?
-- :experiment, bigint, for example 1
-- :run, bigint, for example 2
-- Index: rollout_pkey (run_id, unit, ordinal)
select outer_step, purpose, count(*) as completions, avg(completion_tokens)::double precision as mean_tokens,
    percentile_disc(0.5) within group (order by completion_tokens) as median_tokens, max(completion_tokens) as most_tokens
from history.rollouts
where experiment_id = :experiment and run_id = :run and purpose not in ('WRITE', 'WRITE_ANSWER')
group by outer_step, purpose
order by outer_step, purpose
