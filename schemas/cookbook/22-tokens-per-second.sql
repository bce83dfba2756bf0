-- How many tokens per second do runs sample and train, by engine?
-- :since, timestamptz, for example '2026-01-01'
-- Index: runs_by_end (ended_at, id)
-- Settings are taken out of each experiment's JSON once, not once for each of its runs.
with setting as materialized (
    select experiment_id, coalesce(spec #>> '{execution,engine}', 'local') as engine, spec #>> '{model,path}' as model
    from history.experiments)
select s.engine, s.model, count(*) as runs, sum(c.tokens) as tokens,
    sum(c.tokens) / nullif(sum(c.working_seconds), 0) as tokens_per_second
from history.runs r
join history.run_costs c using (experiment_id, run_id)
join setting s using (experiment_id)
where r.ended_at >= :since::timestamptz
group by s.engine, s.model
order by tokens_per_second desc nulls last
