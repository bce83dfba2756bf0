/** The queries that give the numbers of the results. */

export const passAtK = (experiment: number) => `select r.name as run, p.policy, p.k, p.pass_at_k
from history.pass_at_k p
join history.runs r using (experiment_id, run_id)
where p.experiment_id = ${experiment} and r.is_newest
order by r.name, p.k`

export const differences = (experiment: number) => `with newest as (
    select r.name as run, p.run_id, p.problem_id, avg(p.share_correct) as share_correct
    from history.evaluation_problems p
    join history.runs r using (experiment_id, run_id)
    where p.experiment_id = ${experiment} and r.is_newest
    group by r.name, p.run_id, p.problem_id)
select a.run, b.run as compared_with, count(*) as problems,
    avg(a.share_correct - b.share_correct) as difference_at_1,
    1.96 * stddev_samp(a.share_correct - b.share_correct) / sqrt(count(*)) as half_width
from newest a join newest b on b.problem_id = a.problem_id and b.run_id <> a.run_id
group by a.run, b.run
order by a.run, b.run`

export const rulesDiffer = (experiment: number) => `select r.name as run, r.kind, sum(u.rules_compared) as compared, sum(u.rules_differ) as differ
from history.units u
join history.runs r using (experiment_id, run_id)
where u.experiment_id = ${experiment}
group by r.name, r.kind
order by r.name`

export const costs = (experiment: number) => `select r.name as run, c.*
from history.run_costs c
join history.runs r using (experiment_id, run_id)
where c.experiment_id = ${experiment}
order by r.run_id`

export const events = (experiment: number) => `select position, created_at, run_id, kind, state, reason, unit_kind, outer_step, question_set, repeat
from history.events
where experiment_id = ${experiment}
order by position desc
limit 500`

export const settings = (experiment: number) => `select path, value
from history.settings
where experiment_id = ${experiment}
order by path`
