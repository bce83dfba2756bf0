-- Questions that a teacher writes outside the outer loop, and the settings of the methods that need them.

create table question_sample (
    run_id              bigint not null references run,
    unit                text not null,
    accepted            int not null,
    attempts            int not null,
    rejected            jsonb not null,
    multiple_questions  int not null,
    duplicate_questions int not null,
    primary key (run_id, unit),
    foreign key (run_id, unit) references run_unit
);
comment on table question_sample is 'blocks of questions of sample runs, with what was rejected';

create table sampled_question (
    run_id   bigint not null,
    position int not null,
    unit     text not null,
    question text not null,
    answer   text not null,
    primary key (run_id, position),
    foreign key (run_id, unit) references question_sample
);
comment on table sampled_question is 'the accepted questions of sample runs, as the teacher wrote them';

-- As in V5, with the new tables.
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
    foreach of_table in array array['outer_step', 'question_set', 'set_reward', 'set_advantage', 'question', 'baseline',
        'baseline_outcome', 'trial', 'trial_outcome', 'training_step', 'promotion', 'policy', 'run_summary', 'screening',
        'hard_set', 'question_sample', 'sampled_question', 'evaluation', 'evaluation_total', 'pass_at_k'] loop
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
            where attrelid = of_table::regclass and attnum > 0 and not attisdropped and attname <> 'run_id';
        execute format('insert into %I (run_id, %s) select $1, %s from %I where run_id = $2',
            of_table, columns, columns, of_table) using target, source;
    end loop;
end $$;

create view history.question_samples with (security_barrier) as
    select u.experiment_id, s.run_id, s.unit, u.block, s.accepted, s.attempts, s.attempts - s.accepted as rejected,
        s.rejected as rejections, s.multiple_questions, s.duplicate_questions
    from history_access.unit u join public.question_sample s on s.run_id = u.run_id and s.unit = u.unit;
comment on view history.question_samples is 'Blocks of questions that a teacher wrote for the students of other methods, one row each.';

create view history.sampled_questions with (security_barrier) as
    select r.experiment_id, q.run_id, q.unit, q.position, q.question, q.answer
    from history_access.reported_run r join public.sampled_question q on q.run_id = r.id;
comment on view history.sampled_questions is
    'Questions of sample runs as the teacher wrote them. Nobody checked the answers: they may be wrong.';

-- Evaluations of several methods' students are told apart by the run that made the policy.
create or replace view history.evaluation_problems with (security_barrier) as
    select r.experiment_id, v.run_id, r.settings ->> 'policy' as policy, v.problem as problem_id, v.samples, v.correct,
        v.truncated, v.correct::double precision / v.samples as share_correct, r.settings ->> 'of' as policy_of_run
    from history_access.reported_run r join public.evaluation v on v.run_id = r.id;

create or replace view history.pass_at_k with (security_barrier) as
    select r.experiment_id, p.run_id, r.settings ->> 'policy' as policy, p.k, p.value as pass_at_k,
        r.settings ->> 'of' as policy_of_run
    from history_access.reported_run r join public.pass_at_k p on p.run_id = r.id;

create or replace view history.version with (security_barrier) as select 2 as version;

do $comments$
declare
    meaning record;
begin
    for meaning in
        select c.relname, a.attname, case a.attname
            when 'experiment_id' then 'The experiment; join views on it and run_id.'
            when 'run_id' then 'The run; results that a retry inherited are under the retry.'
            when 'unit' then 'The unit''s name, which is its key within the run; its parts are in columns of their own.'
            when 'block' then 'Index of the block of questions, from 0.'
            when 'accepted' then 'Completions of the teacher that were accepted; each gave a question.'
            when 'attempts' then 'Completions that the teacher was asked for.'
            when 'rejected' then 'Completions of the teacher that were not accepted.'
            when 'rejections' then 'Completions that were not accepted, by reason, a JSON object.'
            when 'multiple_questions' then 'Accepted completions with more than one question, of which the first counts.'
            when 'duplicate_questions' then 'Questions whose text occurs earlier in their own block.'
            when 'position' then 'Place among the run''s questions, from 0.'
            when 'question' then 'The question''s text.'
            when 'answer' then 'The teacher''s answer, which may be wrong.'
            when 'policy' then 'The evaluated policy: BASE, PROMOTED, TRAINED, UNTRAINED_TEACHER or TRAINED_TEACHER.'
            when 'evaluated_policy' then 'The policy that an evaluation measures or that a sample run asks: BASE, PROMOTED, TRAINED, UNTRAINED_TEACHER or TRAINED_TEACHER; null for other runs.'
            when 'policy_of_run' then 'Name of the run that made the policy; for BASE the screen run.'
            when 'unit_kind' then 'What the unit does: init, write, baseline, trial, promote, teach, screen, split, sample, segment, evaluate or total.'
            end as text
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        where c.relnamespace = 'history'::regnamespace and c.relkind = 'v'
            and (c.relname in ('question_samples', 'sampled_questions')
                or a.attname in ('evaluated_policy', 'policy_of_run')
                or a.attname = 'policy' and c.relname in ('evaluations', 'evaluation_problems', 'pass_at_k')
                or a.attname = 'unit_kind' and c.relname not in ('events', 'policy_ancestors'))
    loop
        execute format('comment on column history.%I.%I is %L', meaning.relname, meaning.attname, meaning.text);
    end loop;
end $comments$;

-- Specs from before these settings existed say what they meant: no other methods, and Hard-Only as long as the promoted student.
update experiment set spec = jsonb_set(spec, '{methods}', '{"soarPq": false, "groundedT": false, "baseT": false,
        "teacherInference": false, "questions": 128, "steps": 1500, "mixing": "CURRICULUM", "syntheticSteps": 64,
        "warmupSteps": 20}')
    where not spec ? 'methods';
update experiment set spec = jsonb_set(spec, '{hardOnly,steps}', 'null')
    where spec ? 'hardOnly' and not (spec -> 'hardOnly') ? 'steps';
