-- What did a promotion cost, by tau?
-- Index: run_pkey, run_usage_pkey
select s.tau, count(*) as runs, sum(r.promotions) as promotions, sum(c.tokens) as tokens,
    sum(c.tokens) / nullif(sum(r.promotions), 0) as tokens_per_promotion,
    sum(c.working_seconds) / nullif(sum(r.promotions), 0) as seconds_per_promotion
from history.runs r
join history.run_settings s using (experiment_id, run_id)
join history.run_costs c using (experiment_id, run_id)
where r.kind = 'soar' and r.promotions is not null
group by s.tau
order by s.tau
