-- From which students does the last promoted student descend?
-- :experiment, bigint, for example 1
-- :run, bigint, for example 2
-- Index: promotion_pkey (run_id, t), policy_pkey (run_id, unit, role)
with final as (
    select policy_id from history.promotions
    where experiment_id = :experiment and run_id = :run order by promotion desc limit 1)
select p.depth, p.policy_id, p.unit_kind, p.outer_step, p.question_set, p.repeat, p.optimizer_steps, p.sha256
from history.policies p
where p.experiment_id = :experiment and p.run_id = :run and p.policy_id in (
    select policy_id from final
    union all
    select a.ancestor_id from final join history.policy_ancestors a using (policy_id)
    where a.experiment_id = :experiment and a.run_id = :run)
order by p.depth
