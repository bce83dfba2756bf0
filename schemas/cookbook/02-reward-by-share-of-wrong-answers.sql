-- How does a set's reward depend on its share of wrong answers?
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
    where q.experiment_id = :experiment and q.run_id = :run),
sets as (
    select outer_step, question_set, avg(wrong::int)::double precision as share_wrong
    from checked group by outer_step, question_set)
select s.outer_step, s.question_set, c.share_wrong, s.reward, corr(s.reward, c.share_wrong) over () as correlation
from history.question_sets s
join sets c on c.outer_step = s.outer_step and c.question_set = s.question_set
where s.experiment_id = :experiment and s.run_id = :run and s.reward is not null
order by c.share_wrong, s.outer_step, s.question_set
