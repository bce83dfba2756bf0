-- How many tokens per second do runs sample and train, by engine?
-- :since, timestamptz, for example '2026-01-01'
-- Index: runs_by_end (ended_at, id), run_usage_pkey
select coalesce(s.spec #>> '{execution,engine}', 'local') as engine, s.model, count(*) as runs, sum(c.tokens) as tokens,
    sum(c.tokens) / nullif(sum(c.working_seconds), 0) as tokens_per_second
from history.runs r
join history.run_settings s using (experiment_id, run_id)
join history.run_costs c using (experiment_id, run_id)
where r.ended_at >= :since::timestamptz
group by coalesce(s.spec #>> '{execution,engine}', 'local'), s.model
order by tokens_per_second desc nulls last
