-- How long do units take, by kind: median and 95th percentile?
-- :experiment, bigint, for example 1
-- Index: run_states_of_experiment (experiment_id, state), run_unit_pkey (run_id, unit)
select kind, count(*) as units, percentile_cont(0.5) within group (order by duration_seconds) as median_seconds,
    percentile_cont(0.95) within group (order by duration_seconds) as p95_seconds, max(duration_seconds) as longest_seconds
from history.units
where experiment_id = :experiment
group by kind
order by median_seconds desc
