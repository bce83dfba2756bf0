-- Which promoted student is evaluated can be chosen by its score on the hard train half.
create table candidate (
    run_id         bigint not null,
    t              int not null,
    unit           text not null,
    problems       int not null,
    correct        int not null,
    student_sha256 text not null,
    primary key (run_id, t),
    foreign key (run_id, unit) references run_unit
);
comment on table candidate is 'how promoted students, by the outer step of their promotion, answered the hard train half greedily';

create table candidate_outcome (
    run_id  bigint not null,
    t       int not null,
    ordinal int not null,
    problem text not null,
    correct boolean not null,
    primary key (run_id, t, ordinal),
    foreign key (run_id, t) references candidate
);
comment on table candidate_outcome is 'the outcome of a promoted student on each problem of the hard train half';

create table chosen_student (
    run_id         bigint primary key,
    unit           text not null,
    t              int not null,
    student_sha256 text not null,
    foreign key (run_id, t) references candidate,
    foreign key (run_id, unit) references run_unit
);
comment on table chosen_student is 'the promoted student that an evaluation chose';

-- A policy can answer all problems several times, each time with other seeds.
alter table evaluation add column inference_seed int not null default 0;
alter table evaluation drop constraint evaluation_pkey, add primary key (run_id, problem, step, inference_seed);
alter table pass_at_k add column deviation double precision;

-- As in V40, with the new tables.
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
        'hard_set', 'question_sample', 'sampled_question', 'candidate', 'candidate_outcome', 'chosen_student', 'evaluation',
        'evaluation_total', 'pass_at_k'] loop
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
            where attrelid = of_table::regclass and attnum > 0 and not attisdropped and attname <> 'run_id';
        execute format('insert into %I (run_id, %s) select $1, %s from %I where run_id = $2',
            of_table, columns, columns, of_table) using target, source;
    end loop;
end $$;

-- Specs from before these settings existed say what they meant: the student promoted last, asked with one seed.
update experiment set spec = jsonb_set(spec, '{evaluate}', (spec -> 'evaluate') || '{"inferenceSeeds": 1, "promoted": "LAST"}')
    where spec ? 'evaluate' and not (spec -> 'evaluate') ? 'promoted';

create view history.candidates with (security_barrier) as
    select r.experiment_id, c.run_id, c.unit, c.t as outer_step, c.problems, c.correct,
        c.correct::double precision / c.problems as share_correct, h.t = c.t as chosen, c.student_sha256
    from history_access.reported_run r join public.candidate c on c.run_id = r.id
    left join public.chosen_student h on h.run_id = c.run_id;
comment on view history.candidates is
    'With evaluate.promoted = BEST_ON_TRAIN: the promoted students, scored greedily on the hard train half. Reward questions are drawn from this half too, except in a SOAR run on other problems that methods.soarFrom takes over.';

create view history.candidate_outcomes with (security_barrier) as
    select r.experiment_id, o.run_id, o.t as outer_step, o.ordinal as position, o.problem as problem_id, o.correct
    from history_access.reported_run r join public.candidate_outcome o on o.run_id = r.id;
comment on view history.candidate_outcomes is 'The outcome of each student of candidates on each problem of the hard train half.';

create or replace view history.evaluation_problems with (security_barrier) as
    select r.experiment_id, v.run_id, r.settings ->> 'policy' as policy, v.problem as problem_id, v.samples, v.correct,
        v.truncated, v.correct::double precision / v.samples as share_correct, r.settings ->> 'of' as policy_of_run,
        nullif(v.step, 0) as step, v.inference_seed
    from history_access.reported_run r join public.evaluation v on v.run_id = r.id;

create or replace view history.evaluation_steps with (security_barrier) as
    select r.experiment_id, v.run_id, r.settings ->> 'policy' as policy, r.settings ->> 'of' as policy_of_run,
        nullif(v.step, 0) as step, count(distinct v.problem) as problems, sum(v.samples) as samples,
        sum(v.correct)::double precision / sum(v.samples) as share_correct,
        sum(v.truncated)::double precision / sum(v.samples) as share_truncated
    from history_access.reported_run r join public.evaluation v on v.run_id = r.id
    group by r.experiment_id, v.run_id, r.settings ->> 'policy', r.settings ->> 'of', v.step;

create or replace view history.pass_at_k with (security_barrier) as
    select r.experiment_id, p.run_id, r.settings ->> 'policy' as policy, p.k, p.value as pass_at_k,
        r.settings ->> 'of' as policy_of_run, p.deviation
    from history_access.reported_run r join public.pass_at_k p on p.run_id = r.id;
comment on view history.pass_at_k is
    'pass@k of finished evaluations, averaged over their problems, steps and inference seeds, one row per k.';

do $comments$
declare
    meaning record;
begin
    for meaning in
        select c.relname, a.attname, case a.attname
            when 'experiment_id' then 'The experiment; join views on it and run_id.'
            when 'run_id' then 'The run; results that a retry inherited are under the retry.'
            when 'unit' then 'The unit, as in units.'
            when 'outer_step' then 'The outer step of the SOAR run in which the student was promoted, from 0.'
            when 'problems' then 'Number of problems in the hard train half.'
            when 'correct' then case c.relname when 'candidates' then 'How many of them the student solved.'
                else 'Whether the student solved the problem.' end
            when 'share_correct' then 'The same as a share, 0 to 1.'
            when 'chosen' then 'Whether this student is evaluated; null until the choice.'
            when 'student_sha256' then 'SHA-256 of the student''s adapter, as in promotions.'
            when 'position' then 'Place in the hard train half, from 0, as in hard_problems.'
            when 'problem_id' then 'The problem''s name within its problem set.'
            when 'inference_seed' then 'Which of evaluate.inferenceSeeds, from 0.'
            when 'deviation' then 'Sample standard deviation of pass@k over inference seeds; null with one.'
            when 'block' then 'Index of the block of problems, of the segment or of the promoted student, from 0; null where there is none.'
            when 'purpose' then 'Why it was sampled: WRITE (a question), TRAIN, INTERIM (the interim score of a student that was trained further), REWARD, BASELINE, LEARNABILITY, VOTE (an answer to a question that the student wrote), SCREEN, CANDIDATE (the score of a promoted student, by which one is chosen) or EVALUATE.'
            when 'unit_kind' then 'What the unit does: init, write, baseline, trial, learnability, promote, teach, screen, split, sample, segment, candidate, choose, evaluate or total.'
            when 'kind' then 'What it does: init, write, baseline, trial, learnability, promote, teach, screen, split, sample, segment, candidate, choose, evaluate or total.'
            end as text
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        where c.relnamespace = 'history'::regnamespace and c.relkind = 'v'
            and (c.relname in ('candidates', 'candidate_outcomes')
                or c.relname = 'evaluation_problems' and a.attname = 'inference_seed'
                or c.relname = 'pass_at_k' and a.attname = 'deviation'
                or c.relname = 'rollouts' and a.attname = 'purpose'
                or c.relname = 'units' and a.attname = 'kind'
                or a.attname = 'block' and c.relname <> 'question_samples'
                or a.attname = 'unit_kind' and c.relname not in ('events', 'policy_ancestors'))
    loop
        execute format('comment on column history.%I.%I is %L', meaning.relname, meaning.attname, meaning.text);
    end loop;
end $comments$;
create or replace view history.version with (security_barrier) as select 8 as version;
