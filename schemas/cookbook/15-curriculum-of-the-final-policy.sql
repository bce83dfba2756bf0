-- On which questions was the last promoted student trained, in order?
-- :experiment, bigint, for example 1
-- :run, bigint, for example 2
-- Index: promotion_pkey (run_id, t), question_pkey (run_id, t, k, i)
select p.promotion, p.outer_step, p.question_set, q.position, q.question, q.answer
from history.promotions p
join history.questions q using (experiment_id, run_id, outer_step, question_set)
where p.experiment_id = :experiment and p.run_id = :run
order by p.promotion, q.position
