-- What did a promotion cost, by tau?
-- Index: run_pkey, run_usage_pkey
-- Settings are taken out of each experiment's JSON once, not once for each of its runs.
with setting as materialized (
    select experiment_id, (spec #>> '{soar,outer,tau}')::double precision as tau from history.experiments
    where spec #>> '{soar,outer,reward}' = 'GROUNDED')
select s.tau, count(*) as runs, sum(r.promotions) as promotions, sum(c.tokens) as tokens,
    sum(c.tokens) / nullif(sum(r.promotions), 0) as tokens_per_promotion,
    sum(c.working_seconds) / nullif(sum(r.promotions), 0) as seconds_per_promotion
from history.runs r
join history.run_costs c using (experiment_id, run_id)
join setting s using (experiment_id)
where r.kind = 'soar' and r.promotions is not null
group by s.tau
order by s.tau
