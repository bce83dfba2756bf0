-- Rewards by the alignment of gradients: the student's on a set's questions with that on reference completions.

create table reference_problem (
    run_id     bigint not null,
    t          int not null,
    ordinal    int not null,
    unit       text not null,
    problem_id text not null,
    primary key (run_id, t, ordinal),
    foreign key (run_id, unit) references run_unit
);
comment on table reference_problem is 'the reward questions of an outer step whose reference completions give the gradient''s direction';

-- As in V48, with the new table.
create or replace function inherit_units(source bigint, target bigint) returns void language plpgsql
    set search_path from current as $$
declare
    of_table text;
    columns text;
begin
    insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, tokens, started_at, ended_at,
            rules_compared, rules_differ, inherited_from)
        select target, unit, fence, attempt, owner, result, rollouts, tokens, started_at, ended_at,
            rules_compared, rules_differ, coalesce(inherited_from, source)
        from run_unit where run_id = source;
    foreach of_table in array array['outer_step', 'question_set', 'set_reward', 'set_advantage', 'question', 'learnability',
        'reference_problem', 'baseline',
        'baseline_outcome', 'trial', 'trial_outcome', 'training_step', 'promotion', 'policy', 'run_summary', 'screening',
        'hard_set', 'question_sample', 'sampled_question', 'candidate', 'candidate_outcome', 'chosen_student', 'evaluation',
        'evaluation_total', 'pass_at_k'] loop
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
            where attrelid = of_table::regclass and attnum > 0 and not attisdropped and attname <> 'run_id';
        execute format('insert into %I (run_id, %s) select $1, %s from %I where run_id = $2',
            of_table, columns, columns, of_table) using target, source;
    end loop;
end $$;

-- As in V49, with the answers whose gradients are compared.
create or replace view history.rollouts with (security_barrier) as
    select u.experiment_id, u.run_id, u.unit, w.ordinal as position, w.purpose, n.kind as unit_kind, n.outer_step,
        case when n.kind = 'write' then w.prompt_index
            when w.purpose = 'ALIGNMENT' then split_part(w.problem_id, '.', 1)::int else n.question_set end as question_set, n.repeat, n.block,
        w.step as inner_step, w.prompt_index, w.sample, nullif(w.problem_id, '') as problem_id,
        case when n.kind = 'trial' and w.purpose = 'TRAIN' or w.purpose in ('LEARNABILITY', 'ALIGNMENT')
                or w.purpose in ('WRITE', 'WRITE_ANSWER') and w.rejection is null or w.purpose = 'VOTE' and w.problem_id <> ''
            then split_part(w.problem_id, '.', 2)::int end as question_position,
        w.seed, w.answer,
        case w.rule when 'STRICT' then 'STRICT' when 'MATH_VERIFY' then 'MATH_VERIFY' else w.rule::text end as rule,
        case when w.purpose not in ('WRITE', 'WRITE_ANSWER') then w.verdict end as verdict,
        case w.other_verdict when 'VERIFIED' then 'VERIFIED' when 'DIFFERENT' then 'DIFFERENT'
            when 'NO_ANSWER' then 'NO_ANSWER' else w.other_verdict::text end as other_verdict,
        case when w.purpose not in ('WRITE', 'WRITE_ANSWER') then w.verdict = 'VERIFIED' end as correct,
        case when w.purpose in ('WRITE', 'WRITE_ANSWER') then w.verdict = 'VERIFIED' end as answer_parses,
        w.reward as points, w.kl_penalty,
        case when w.purpose in ('WRITE', 'WRITE_ANSWER') and w.rejection is null
            then (select a.advantage from public.set_advantage a
                where a.run_id = u.run_id and a.t = n.outer_step and a.k = w.prompt_index)
            else w.advantage end as advantage,
        w.prompt_tokens, w.completion_tokens, w.finish_reason, w.finish_reason = 'LENGTH' as truncated, w.rejection,
        n.made_by_run_id
    from history_access.unit u
    cross join lateral (select u.kind, u.outer_step, u.question_set, u.repeat, u.block, u.made_by_run_id, u.rollouts offset 0) n
    cross join lateral (
        select * from public.rollout where run_id = n.made_by_run_id and unit = u.unit and n.rollouts > 0 offset 0) w;

create view history.reference_problems with (security_barrier) as
    select r.experiment_id, p.run_id, p.t as outer_step, p.ordinal as position, p.problem_id
    from history_access.reported_run r join public.reference_problem p on p.run_id = r.id;
comment on view history.reference_problems is
    'With soar.outer.reward = ALIGNMENT: the reward questions of each outer step, one row each.';
comment on view history.learnability is
    'With soar.outer.reward = LEARNABILITY or ALIGNMENT: how the untrained student answered each question. A set''s reward is the mean learnability of its questions, or with ALIGNMENT the cosine of two gradients.';

create or replace view history.version with (security_barrier) as select 8 as version;

do $comments$
declare
    meaning record;
begin
    for meaning in
        select c.relname, a.attname, case a.attname
            when 'experiment_id' then 'The experiment; join views on it and run_id.'
            when 'run_id' then 'The run; results that a retry inherited are under the retry.'
            when 'outer_step' then 'The outer step t, from 0.'
            when 'position' then 'Place of the reward question in the order drawn, from 0.'
            when 'problem_id' then 'The problem of the hard train half.'
            when 'purpose' then 'Why it was sampled: WRITE (a question), WRITE_ANSWER (its answer, of a teacher that writes in two turns), TRAIN, INTERIM (the interim score of a student that was trained further), REWARD, BASELINE, LEARNABILITY, ALIGNMENT (an answer whose gradient is part of its set''s reward), VOTE (an answer to a question that the student wrote), SCREEN, CANDIDATE (the score of a promoted student, by which one is chosen) or EVALUATE.'
            when 'unit_kind' then 'What the unit does: init, write, baseline, trial, learnability, alignment, promote, teach, screen, split, sample, segment, candidate, choose, evaluate or total.'
            when 'kind' then 'What it does: init, write, baseline, trial, learnability, alignment, promote, teach, screen, split, sample, segment, candidate, choose, evaluate or total.'
            end as text
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        where c.relnamespace = 'history'::regnamespace and c.relkind = 'v'
            and (c.relname = 'reference_problems'
                or c.relname = 'rollouts' and a.attname = 'purpose'
                or c.relname = 'units' and a.attname = 'kind'
                or a.attname = 'unit_kind' and c.relname not in ('events', 'policy_ancestors'))
    loop
        execute format('comment on column history.%I.%I is %L', meaning.relname, meaning.attname, meaning.text);
    end loop;
end $comments$;

-- Specs from before this setting existed say what it would have been; the world of chains has its own.
update experiment set spec = jsonb_set(spec, '{soar,beyond,referenceCompletion}',
        case spec #>> '{model,path}' when 'builtin:chains' then '"\\boxed{{answer}}"'::jsonb else '" \\boxed{{answer}}"'::jsonb end)
    where spec #> '{soar,beyond}' is not null and not spec #> '{soar,beyond}' ? 'referenceCompletion';
