-- Which promoted sets had wrong answers? (A question that is not a chain counts as wrong.)
-- :experiment, bigint, for example 1
-- :run, bigint, for example 2
-- Index: question_pkey (run_id, t, k, i)
-- The answer of a question of the built-in set 'chains' is the last digit after each operation, from left to right.
with recursive chain as (
    select outer_step, question_set, position, answer, question, 2 as place, substr(question, 1, 1)::int as digit, '' as solved
    from history.questions where experiment_id = :experiment and run_id = :run and question ~ '^[0-9]([-+*][0-9])+$'
    union all
    select outer_step, question_set, position, answer, question, place + 2, result.digit, solved || result.digit
    from chain cross join lateral (
        select ((case substr(question, place, 1)
            when '+' then digit + substr(question, place + 1, 1)::int
            when '-' then digit - substr(question, place + 1, 1)::int + 10
            else digit * substr(question, place + 1, 1)::int end) % 10) as digit) result
    where place < length(question)),
checked as (
    select q.outer_step, q.question_set, q.position, q.question, q.answer, c.solved as right_answer,
        c.solved is distinct from q.answer as wrong
    from history.questions q
    left join chain c on c.outer_step = q.outer_step and c.question_set = q.question_set and c.position = q.position
        and c.place > length(c.question)
    where q.experiment_id = :experiment and q.run_id = :run)
select c.outer_step, c.question_set, s.reward, count(*) as questions, count(*) filter (where c.wrong) as wrong_answers
from checked c
join history.question_sets s on s.outer_step = c.outer_step and s.question_set = c.question_set
where s.experiment_id = :experiment and s.run_id = :run and s.promoted
group by c.outer_step, c.question_set, s.reward
having count(*) filter (where c.wrong) > 0
order by c.outer_step
