-- Which question sets earned the most, and what was in them?
-- :experiment, bigint, for example 1
-- :run, bigint, for example 2
-- Index: set_reward_pkey (run_id, t, k), question_pkey (run_id, t, k, i)
with best as (
    select outer_step, question_set, reward, advantage, promoted
    from history.question_sets where experiment_id = :experiment and run_id = :run and reward is not null
    order by reward desc, outer_step, question_set limit 5)
select b.outer_step, b.question_set, b.reward, b.advantage, b.promoted,
    string_agg(q.question || ' = ' || q.answer, e'\n' order by q.position) as questions
from best b
join history.questions q on q.outer_step = b.outer_step and q.question_set = b.question_set
where q.experiment_id = :experiment and q.run_id = :run
group by b.outer_step, b.question_set, b.reward, b.advantage, b.promoted
order by b.reward desc, b.outer_step, b.question_set
