-- How many runs failed, by class, and what did the failed ones cost?
-- :since, timestamptz, for example '2026-01-01'
-- Index: runs_failed_by_end (ended_at)
select r.kind, r.failure_class, count(*) as runs, min(r.reason) as a_reason, coalesce(sum(c.tokens), 0) as tokens,
    coalesce(sum(c.working_seconds), 0) as working_seconds, coalesce(sum(c.accelerator_seconds), 0) as accelerator_seconds
from history.runs r
left join history.run_costs c using (experiment_id, run_id)
where r.state = 'failed' and r.ended_at >= :since::timestamptz
group by r.kind, r.failure_class
order by runs desc, r.kind
