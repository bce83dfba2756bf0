-- What happened last before each failure of an experiment?
-- :experiment, bigint, for example 1
-- Index: run_event_of_experiment (experiment_id, position)
select f.run_id, e.created_at, e.kind, e.state, e.reason, e.unit_kind, e.outer_step, e.question_set, e.repeat
from history.events f
cross join lateral (
    select * from history.events e
    where e.experiment_id = :experiment and e.run_id = f.run_id and e.event_id <= f.event_id
    order by e.event_id desc limit 10) e
where f.experiment_id = :experiment and f.kind = 'run.state' and f.state = 'failed'
order by f.run_id, e.event_id
