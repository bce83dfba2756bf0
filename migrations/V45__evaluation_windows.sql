-- A method's student can be evaluated at several steps of its training. 0: the policy as its run left it.
alter table evaluation add column step int not null default 0;
alter table evaluation drop constraint evaluation_pkey, add primary key (run_id, problem, step);

-- Specs from before these settings existed say what they meant: students were evaluated after their last step.
update experiment set spec = jsonb_set(spec, '{evaluate}', (spec -> 'evaluate')
        || '{"checkpoints": "LAST", "window": {"smoothing": 25, "slopeShare": 0.15, "steps": 200, "every": 20}}')
    where spec ? 'evaluate' and not (spec -> 'evaluate') ? 'checkpoints';

create or replace view history.evaluation_problems with (security_barrier) as
    select r.experiment_id, v.run_id, r.settings ->> 'policy' as policy, v.problem as problem_id, v.samples, v.correct,
        v.truncated, v.correct::double precision / v.samples as share_correct, r.settings ->> 'of' as policy_of_run,
        nullif(v.step, 0) as step
    from history_access.reported_run r join public.evaluation v on v.run_id = r.id;
comment on column history.evaluation_problems.step is
    'Optimizer step of its training after which the student was evaluated; null for a policy as its run left it.';

create view history.evaluation_steps with (security_barrier) as
    select r.experiment_id, v.run_id, r.settings ->> 'policy' as policy, r.settings ->> 'of' as policy_of_run,
        nullif(v.step, 0) as step, count(*) as problems, sum(v.samples) as samples,
        sum(v.correct)::double precision / sum(v.samples) as share_correct,
        sum(v.truncated)::double precision / sum(v.samples) as share_truncated
    from history_access.reported_run r join public.evaluation v on v.run_id = r.id
    group by r.experiment_id, v.run_id, r.settings ->> 'policy', r.settings ->> 'of', v.step;
comment on view history.evaluation_steps is
    'How a policy did at each step of its training at which it was evaluated, one row each; share_correct is pass@1.';

do $comments$
declare
    meaning record;
begin
    for meaning in
        select a.attname, case a.attname
            when 'experiment_id' then 'The experiment; join views on it and run_id.'
            when 'run_id' then 'The run; results that a retry inherited are under the retry.'
            when 'policy' then 'The policy that is evaluated, as in runs.evaluated_policy.'
            when 'policy_of_run' then 'Name of the run that made the policy; for BASE the screen run.'
            when 'step' then 'Optimizer step of its training after which the student was evaluated; null for a policy as its run left it.'
            when 'problems' then 'Number of problems evaluated so far.'
            when 'samples' then 'Completions sampled for all problems together.'
            when 'share_correct' then 'Share of correct ones, 0 to 1.'
            when 'share_truncated' then 'Share of completions that were cut off at the token limit, 0 to 1.'
            end as text
        from pg_attribute a where a.attrelid = 'history.evaluation_steps'::regclass and a.attnum > 0
    loop
        execute format('comment on column history.evaluation_steps.%I is %L', meaning.attname, meaning.text);
    end loop;
end $comments$;

comment on view history.pass_at_k is
    'pass@k of finished evaluations, averaged over their problems and steps, one row per k.';
create or replace view history.version with (security_barrier) as select 6 as version;
