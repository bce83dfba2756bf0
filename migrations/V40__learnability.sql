-- Rewards by the learnability of a set's questions, without students to train and promote.

create table learnability (
    run_id         bigint not null,
    t              int not null,
    k              int not null,
    i              int not null,
    unit           text not null,
    samples        int not null,
    correct        int not null,
    student_sha256 text not null,
    primary key (run_id, t, k, i),
    foreign key (run_id, t, k, i) references question,
    foreign key (run_id, unit) references run_unit
);
comment on table learnability is 'how many of the student''s answers to a question matched the teacher''s answer';

-- Where no students are trained, an outer step has rewards but neither a gate nor a repeat.
alter table promotion alter column tau drop not null, alter column median_repeat drop not null;

-- As in V39, with the new table.
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
    foreach of_table in array array['outer_step', 'question_set', 'set_reward', 'set_advantage', 'question', 'learnability', 'baseline',
        'baseline_outcome', 'trial', 'trial_outcome', 'training_step', 'promotion', 'policy', 'run_summary', 'screening',
        'hard_set', 'question_sample', 'sampled_question', 'evaluation', 'evaluation_total', 'pass_at_k'] loop
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
            where attrelid = of_table::regclass and attnum > 0 and not attisdropped and attname <> 'run_id';
        execute format('insert into %I (run_id, %s) select $1, %s from %I where run_id = $2',
            of_table, columns, columns, of_table) using target, source;
    end loop;
end $$;

create or replace view history_access.unit as
    select r.experiment_id, u.run_id, u.unit, coalesce(u.inherited_from, u.run_id) as made_by_run_id,
        case when u.unit like 't/%' then split_part(u.unit, '/', 3) else split_part(u.unit, '/', 1) end as kind,
        case when u.unit like 't/%' then split_part(u.unit, '/', 2)::int end as outer_step,
        case when u.unit like 't/%/%/%' then split_part(u.unit, '/', 4)::int end as question_set,
        case when u.unit like 't/%/trial/%' then split_part(u.unit, '/', 5)::int end as repeat,
        case when u.unit not like 't/%' and strpos(u.unit, '/') > 0 then split_part(u.unit, '/', 2)::int end as block,
        u.attempt, u.owner, u.rollouts, u.tokens, u.rules_compared, u.rules_differ, u.started_at, u.ended_at
    from history_access.reported_run r join public.run_unit u on u.run_id = r.id;

create or replace view history.rollouts with (security_barrier) as
    select u.experiment_id, u.run_id, u.unit, w.ordinal as position, w.purpose, n.kind as unit_kind, n.outer_step,
        case when w.purpose = 'WRITE' then w.prompt_index else n.question_set end as question_set, n.repeat, n.block,
        w.step as inner_step, w.prompt_index, w.sample, nullif(w.problem_id, '') as problem_id,
        case when n.kind = 'trial' and w.purpose = 'TRAIN' or w.purpose = 'LEARNABILITY'
                or w.purpose = 'WRITE' and w.rejection is null
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

create view history.learnability with (security_barrier) as
    select r.experiment_id, l.run_id, l.t as outer_step, l.k as question_set, l.i as position,
        l.k || '.' || l.i as question_id, l.samples, l.correct, l.correct::double precision / l.samples as share_correct,
        case l.correct when 0 then 0 else (l.samples - l.correct)::double precision / l.samples end as learnability,
        l.student_sha256
    from history_access.reported_run r join public.learnability l on l.run_id = r.id;
comment on view history.learnability is
    'With soar.outer.reward = LEARNABILITY: how learnable each question is for the student; a set''s reward is the mean.';

create or replace view history.version with (security_barrier) as select 3 as version;

do $comments$
declare
    meaning record;
begin
    for meaning in
        select c.relname, a.attname, case a.attname
            when 'experiment_id' then 'The experiment; join views on it and run_id.'
            when 'run_id' then 'The run; results that a retry inherited are under the retry.'
            when 'outer_step' then 'The outer step t, from 0.'
            when 'question_set' then 'The question set k within its outer step, from 0.'
            when 'position' then 'Place of the question in its set, from 0.'
            when 'question_id' then 'Set and position, as in problem_id of rollouts.'
            when 'samples' then 'Answers of the student to the question.'
            when 'correct' then 'How many of them matched the teacher''s answer.'
            when 'share_correct' then 'Share of the answers that matched, 0 to 1.'
            when 'learnability' then '0 if no answer matched, else the share that did not.'
            when 'student_sha256' then 'SHA-256 of the adapter of the student that was asked.'
            when 'tau' then 'The moving average above which a student is promoted (the paper''s tau); null where no students are trained.'
            when 'median_repeat' then 'The repeat of the best set with the median reward, from 0; null where no students are trained.'
            when 'purpose' then 'Why it was sampled: WRITE (by the teacher), TRAIN, REWARD, BASELINE, LEARNABILITY, SCREEN or EVALUATE.'
            when 'unit_kind' then 'What the unit does: init, write, baseline, trial, learnability, promote, teach, screen, split, sample, segment, evaluate or total.'
            when 'kind' then 'What it does: init, write, baseline, trial, learnability, promote, teach, screen, split, sample, segment, evaluate or total.'
            end as text
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        where c.relnamespace = 'history'::regnamespace and c.relkind = 'v'
            and (c.relname = 'learnability'
                or c.relname = 'outer_steps' and a.attname in ('tau', 'median_repeat')
                or c.relname = 'rollouts' and a.attname = 'purpose'
                or c.relname = 'units' and a.attname = 'kind'
                or a.attname = 'unit_kind' and c.relname not in ('events', 'policy_ancestors'))
    loop
        execute format('comment on column history.%I.%I is %L', meaning.relname, meaning.attname, meaning.text);
    end loop;
end $comments$;

-- Specs from before these settings existed say what they meant.
update experiment set spec = jsonb_set(spec, '{soar,outer}', '{"reward": "GROUNDED", "learnabilitySamples": 32}' || (spec #> '{soar,outer}'))
    where spec #> '{soar,outer}' is not null and not spec #> '{soar,outer}' ? 'reward';
