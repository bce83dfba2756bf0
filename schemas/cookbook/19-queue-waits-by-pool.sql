-- How long did runs wait in the queue, by pool and priority?
-- :since, timestamptz, for example '2026-01-01'
-- Index: run_states_of_run (run_id, id)
select pool, priority, count(*) as waits, avg(wait_seconds) as mean_seconds,
    percentile_cont(0.5) within group (order by wait_seconds) as median_seconds,
    percentile_cont(0.95) within group (order by wait_seconds) as p95_seconds
from history.queue_waits
where queued_at >= :since::timestamptz and wait_seconds is not null
group by pool, priority
order by pool, priority desc
