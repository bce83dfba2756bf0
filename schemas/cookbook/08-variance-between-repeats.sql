-- How much do students trained on the same set differ, compared with the sets of an outer step?
-- :experiment, bigint, for example 1
-- :run, bigint, for example 2
-- Index: trial_pkey (run_id, t, k, j)
with sets as (
    select outer_step, question_set, avg(reward) as reward, var_samp(reward) as variance
    from history.trials where experiment_id = :experiment and run_id = :run
    group by outer_step, question_set)
select outer_step, avg(variance) as variance_within_sets, var_samp(reward) as variance_between_sets,
    avg(variance) / nullif(var_samp(reward), 0) as ratio
from sets
group by outer_step
order by outer_step
