-- How do experiments compare that differ in nothing but the seed?
-- :name, text, for example 'chains': experiments of this name
-- Index: experiments_by_name (name, id)
select e.experiment_id, e.seed, r.promotions, r.outer_steps_done, r.last_mean_reward,
    p.pass_at_k as promoted_pass_at_1, p.pass_at_k - b.pass_at_k as gain_over_base,
    md5((e.spec - 'seed' - 'name')::text) as same_settings
from history.experiments e
left join history.runs r on r.experiment_id = e.experiment_id and r.kind = 'soar' and r.is_newest
left join history.pass_at_k p on p.experiment_id = e.experiment_id and p.policy = 'PROMOTED' and p.k = 1
left join history.pass_at_k b on b.experiment_id = e.experiment_id and b.policy = 'BASE' and b.k = 1
where e.name = :name
order by same_settings, e.seed, e.experiment_id
