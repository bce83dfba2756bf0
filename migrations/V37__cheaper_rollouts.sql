-- The parts of a unit's name are found once for each unit, and not for each of its rollouts. A rule's name comes without
-- a look into the catalog for each row. The view has the same rows and columns as before.
create or replace view history.rollouts with (security_barrier) as
    select u.experiment_id, u.run_id, u.unit, w.ordinal as position, w.purpose, n.kind as unit_kind, n.outer_step,
        case when w.purpose = 'WRITE' then w.prompt_index else n.question_set end as question_set, n.repeat, n.block,
        w.step as inner_step, w.prompt_index, w.sample, nullif(w.problem_id, '') as problem_id,
        case when n.kind = 'trial' and w.purpose = 'TRAIN' or w.purpose = 'WRITE' and w.rejection is null
            then split_part(w.problem_id, '.', 2)::int end as question_position,
        w.seed, w.answer,
        case w.rule when 'STRICT' then 'STRICT' when 'MATH_VERIFY' then 'MATH_VERIFY' else w.rule::text end as rule,
        case when w.purpose <> 'WRITE' then w.verdict end as verdict,
        case w.other_verdict when 'VERIFIED' then 'VERIFIED' when 'DIFFERENT' then 'DIFFERENT'
            when 'NO_ANSWER' then 'NO_ANSWER' else w.other_verdict::text end as other_verdict,
        case when w.purpose <> 'WRITE' then w.verdict = 'VERIFIED' end as correct,
        case when w.purpose = 'WRITE' then w.verdict = 'VERIFIED' end as answer_parses,
        w.reward as points, w.kl_penalty,
        case when w.purpose = 'WRITE' and w.rejection is null
            then (select a.advantage from public.set_advantage a
                where a.run_id = u.run_id and a.t = n.outer_step and a.k = w.prompt_index)
            else w.advantage end as advantage,
        w.prompt_tokens, w.completion_tokens, w.finish_reason, w.finish_reason = 'LENGTH' as truncated, w.rejection,
        n.made_by_run_id
    from history_access.unit u
    cross join lateral (select u.kind, u.outer_step, u.question_set, u.repeat, u.block, u.made_by_run_id, u.rollouts offset 0) n
    cross join lateral (
        select * from public.rollout where run_id = n.made_by_run_id and unit = u.unit and n.rollouts > 0 offset 0) w;

create or replace view history.rollout_texts with (security_barrier) as
    select u.experiment_id, u.run_id, u.unit, w.ordinal as position, n.kind as unit_kind, n.outer_step, n.question_set,
        n.repeat, n.block, w.text
    from history_access.unit u
    cross join lateral (select u.kind, u.outer_step, u.question_set, u.repeat, u.block, u.made_by_run_id, u.rollouts offset 0) n
    cross join lateral (
        select * from public.rollout_text where run_id = n.made_by_run_id and unit = u.unit and n.rollouts > 0 offset 0) w;
