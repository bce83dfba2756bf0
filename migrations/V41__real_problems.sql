-- Students that train on problems of another set and on the hard ones, and Hard-Only with groups of its own size.

alter table experiment add column real_problem_set_id bigint references problem_set;
comment on column experiment.real_problem_set_id is 'the set that methods.realProblems names, if a method uses it';
create index experiment_of_real_problem_set on experiment (real_problem_set_id) where real_problem_set_id is not null;

create or replace view history.experiments with (security_barrier) as
    select e.id as experiment_id, e.name, e.owner, e.shared, e.preset, e.seed, s.state, s.reason, e.problem_set_id,
        p.name as problem_set, e.cloned_from as cloned_from_experiment_id, e.tags, e.spec, e.created_at, s.started_at,
        s.ended_at, s.outer_steps_done, s.promotions, s.last_mean_reward, s.last_moving_average, e.archived_at, e.notes,
        e.real_problem_set_id
    from public.experiment e join public.problem_set p on p.id = e.problem_set_id
    left join public.experiment_summary s on s.experiment_id = e.id
    where e.deleted_at is null
        and ((select history_access.sees_all()) or e.owner = (select history_access.viewer()) or e.shared);
comment on column history.experiments.real_problem_set_id is
    'The problem set that methods.realProblems names; null if no method uses one.';

-- A reader of an experiment may read this set as well.
create or replace view history.problem_sets with (security_barrier) as
    select p.id as problem_set_id, p.name, p.source, p.format, p.comparison, p.problems, p.skipped,
        p.sha256 as content_sha256, p.created_by, p.created_at
    from public.problem_set p
    where (select history_access.sees_all()) or p.created_by is null or p.created_by = (select history_access.viewer())
        or exists (select from public.experiment e where p.id in (e.problem_set_id, e.real_problem_set_id)
            and e.deleted_at is null
            and (e.owner = (select history_access.viewer()) or e.shared));

create or replace view history.problems with (security_barrier) as
    select p.problem_set_id, s.name as problem_set, p.ordinal as position, p.id as problem_id, p.question, p.answer,
        p.tolerance, p.unit
    from public.problem_set s join public.problem p on p.problem_set_id = s.id
    where (select history_access.sees_all()) or s.created_by is null or s.created_by = (select history_access.viewer())
        or exists (select from public.experiment e where s.id in (e.problem_set_id, e.real_problem_set_id)
            and e.deleted_at is null
            and (e.owner = (select history_access.viewer()) or e.shared));

create or replace view history.version with (security_barrier) as select 4 as version;

-- The name of a set that comes with Cairn from now on.
with taken as (
    update problem_set set name = name || '-' || left(sha256, 8) where name = 'chains-easy' returning id, name)
update experiment e set spec = jsonb_set(e.spec, '{problems,set}', to_jsonb(t.name)) from taken t where e.problem_set_id = t.id;

-- What a train run trains on in addition to the hard problems has a wider name.
alter table run disable trigger run_final;
update run set settings = settings - 'synthetic' || jsonb_build_object('added', settings -> 'synthetic')
    where settings ? 'synthetic';
alter table run enable trigger run_final;

-- Without students to train, the outer loop samples at another pace.
drop index experiments_by_pace;
create or replace function pace_of(spec jsonb) returns text language sql immutable parallel safe as $$
    select encode(sha256(convert_to(jsonb_build_array(spec -> 'model', spec -> 'grading', spec #> '{queue,pool}',
        spec #> '{execution,bridge}', spec #> '{execution,engine}', spec #> '{execution,worker}',
        spec #> '{execution,gpu}', spec #> '{execution,trialsInParallel}',
        spec #> '{execution,microBatchTokens}', spec #> '{execution,threads}',
        spec #> '{soar,inner}', spec #> '{soar,outer,reward}', spec #> '{soar,lora,rank}',
        spec #> '{soar,teacher,maxTokens}', spec #> '{soar,student,maxTokens}')::text, 'UTF8')), 'hex')
$$;
create index experiments_by_pace on experiment (pace_of(spec), id);

-- Specs from before these settings existed say what they meant.
update experiment set spec = jsonb_set(spec, '{methods}',
        '{"realProblems": null, "realSample": false, "realFull": false}' || (spec -> 'methods'))
    where spec ? 'methods' and not (spec -> 'methods') ? 'realProblems';
update experiment set spec = jsonb_set(spec, '{hardOnly,groupSize}', 'null')
    where spec ? 'hardOnly' and not (spec -> 'hardOnly') ? 'groupSize';
