-- Which held-out problems did no policy ever solve?
-- :experiment, bigint, for example 1
-- Index: run_states_of_experiment (experiment_id, state), evaluation_pkey (run_id, problem, step, inference_seed)
select e.problem_id, sum(e.samples) as samples, h.question, h.answer
from history.evaluation_problems e
join history.hard_problems h on h.experiment_id = e.experiment_id and h.problem_id = e.problem_id and h.half = 'test'
where e.experiment_id = :experiment and h.experiment_id = :experiment
group by e.problem_id, h.question, h.answer
having sum(e.correct) = 0
order by e.problem_id
