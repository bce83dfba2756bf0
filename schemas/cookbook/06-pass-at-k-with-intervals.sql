-- What is the pass@k of each evaluated policy, by the name of its run, with a 95 % interval over the problems (normal approximation), and its gain over the base model?
-- :experiment, bigint, for example 1
-- Index: run_states_of_experiment (experiment_id, state), evaluation_pkey (run_id, problem, step, inference_seed)
with estimate as (
    select p.run_id, p.policy, k.k, p.problem_id,
        case when p.samples - p.correct < k.k then 1
            else 1 - exp((select sum(ln(1 - k.k::double precision / i))
                from generate_series(p.samples - p.correct + 1, p.samples) i)) end as solved
    from history.evaluation_problems p
    cross join (values (1), (4), (8), (16), (32)) k (k)
    where p.experiment_id = :experiment and p.samples >= k.k and p.correct > 0
    union all
    select run_id, policy, k.k, problem_id, 0
    from history.evaluation_problems cross join (values (1), (4), (8), (16), (32)) k (k)
    where experiment_id = :experiment and samples >= k.k and correct = 0),
by_problem as (
    select run_id, policy, k, problem_id, avg(solved) as solved from estimate group by run_id, policy, k, problem_id),
by_policy as (
    select run_id, policy, k, avg(solved) as pass_at_k, 1.96 * stddev_samp(solved) / sqrt(count(*)) as half_width
    from by_problem group by run_id, policy, k)
select r.name as run, p.policy, p.k, p.pass_at_k, p.pass_at_k - p.half_width as low, p.pass_at_k + p.half_width as high,
    p.pass_at_k - b.pass_at_k as gain_over_base
from by_policy p
join history.runs r on r.experiment_id = :experiment and r.run_id = p.run_id and r.is_newest
left join (by_policy b join history.runs n on n.experiment_id = :experiment and n.run_id = b.run_id and n.is_newest)
    on b.policy = 'BASE' and b.k = p.k
order by p.k, r.name
