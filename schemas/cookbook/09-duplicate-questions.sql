-- How often does the teacher repeat a question of an earlier outer step or of the same one?
-- :experiment, bigint, for example 1
-- :run, bigint, for example 2
-- Index: question_pkey (run_id, t, k, i)
with seen as (
    select outer_step, question, row_number() over (partition by question order by outer_step, question_set, position) as occurrence
    from history.questions where experiment_id = :experiment and run_id = :run)
select outer_step, count(*) as questions, count(*) filter (where occurrence > 1) as repeated,
    count(*) filter (where occurrence > 1)::double precision / count(*) as share_repeated
from seen
group by outer_step
order by outer_step
