-- Where did the time of an experiment go, by kind of run and of unit, and how much of it was training?
-- :experiment, bigint, for example 1
-- Index: run_states_of_experiment (experiment_id, state), run_unit_pkey (run_id, unit)
with trained as (
    select run_id, unit, sum(duration_seconds) as seconds
    from history.training_steps where experiment_id = :experiment group by run_id, unit)
select r.kind, u.kind as unit_kind, count(*) as units, sum(u.duration_seconds) as seconds,
    coalesce(sum(t.seconds), 0) as training_seconds
from history.units u
join history.runs r using (experiment_id, run_id)
left join trained t on t.run_id = u.run_id and t.unit = u.unit
where u.experiment_id = :experiment
group by r.kind, u.kind
order by seconds desc
