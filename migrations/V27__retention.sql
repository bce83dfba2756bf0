-- Retention: experiments are archived or deleted, and policies remove texts, points and adapters of experiments that ended.
alter table experiment
    add archived_at timestamptz,
    add deleted_at  timestamptz,
    add retention   jsonb check (jsonb_typeof(retention) = 'object'),
    -- A clone is complete without its original, whose number is never used again.
    drop constraint experiment_cloned_from_fkey;
comment on column experiment.archived_at is 'observed: when it was archived; null if it is not';
comment on column experiment.deleted_at is
    'observed: when it was deleted: no reader sees it from then on, and its rows and files are removed in the background';
comment on column experiment.retention is
    'observed: its own rules of dev.cairn.spec.RetentionSpec; what is absent follows the configuration';
create index experiment_to_remove on experiment (id) where deleted_at is not null;

-- Runs are only added to an experiment that people see. The lock makes a deletion or an archiving wait for the new run, or
-- the new run for it.
create function run_of_a_visible_experiment() returns trigger language plpgsql set search_path from current as $$
begin
    perform 1 from experiment where id = new.experiment_id and archived_at is null and deleted_at is null for share;
    if not found then
        raise exception 'experiment % is archived, deleted or does not exist', new.experiment_id using errcode = 'CA011';
    end if;
    return new;
end $$;
create trigger run_visible before insert on run for each row execute function run_of_a_visible_experiment();

-- What was removed; it outlives the experiment.
create table retention_removal (
    experiment_id bigint not null,
    kind          text not null check (kind in ('rollout-text', 'metric-points', 'adapters', 'experiment')),
    rows          bigint not null check (rows >= 0),
    files         bigint not null check (files >= 0),
    bytes         bigint not null check (bytes >= 0),
    first_at      timestamptz not null default now(),
    last_at       timestamptz not null default now(),
    primary key (experiment_id, kind)
);
comment on column retention_removal.files is 'files and directories of artifacts';
comment on column retention_removal.bytes is 'of the content of the rows, without indexes, and of the files';

-- The rules that were applied to an experiment completely, so that it is looked at again only if they change.
create table retention_applied (
    experiment_id bigint not null references experiment on delete cascade,
    kind          text not null,
    keep          text not null,
    applied_at    timestamptz not null default now(),
    primary key (experiment_id, kind)
);

-- Deleting a row looks for rows that refer to it.
create index artifact_of_unit on artifact (run_id, unit);
create index policy_path on policy (path);
create index trial_student on trial (student_path);
create index run_unit_inherited on run_unit (inherited_from) where inherited_from is not null;
-- Events have no index by run; they go with their experiment, before its runs.
alter table run_event drop constraint run_event_run_id_fkey;

create or replace view history_access.visible_experiment with (security_barrier) as
    select e.id as experiment_id from public.experiment e
    where e.deleted_at is null
        and ((select history_access.sees_all()) or e.owner = (select history_access.viewer()) or e.shared);

create or replace view history_access.readable_run as
    select r.*, e.problem_set_id from public.run r join public.experiment e on e.id = r.experiment_id
    where e.deleted_at is null
        and ((select history_access.sees_all()) or e.owner = (select history_access.viewer()) or e.shared);

create or replace view history.experiments with (security_barrier) as
    select e.id as experiment_id, e.name, e.owner, e.shared, e.preset, e.seed, s.state, s.reason, e.problem_set_id,
        p.name as problem_set, e.cloned_from as cloned_from_experiment_id, e.tags, e.spec, e.created_at, s.started_at,
        s.ended_at, s.outer_steps_done, s.promotions, s.last_mean_reward, s.last_moving_average, e.archived_at
    from public.experiment e join public.problem_set p on p.id = e.problem_set_id
    left join public.experiment_summary s on s.experiment_id = e.id
    where e.deleted_at is null
        and ((select history_access.sees_all()) or e.owner = (select history_access.viewer()) or e.shared);
comment on column history.experiments.archived_at is 'When it was archived, which hides it from lists; null if it is not.';

create or replace view history.settings with (security_barrier) as
    select e.id as experiment_id, s.path, s.value
    from public.experiment e cross join lateral (
        with recursive part (path, value) as (
            select ''::text, e.spec
            union all
            select case part.path when '' then f.key else part.path || '.' || f.key end, f.value
            from part cross join lateral jsonb_each(part.value) f where jsonb_typeof(part.value) = 'object')
        select part.path, part.value from part where jsonb_typeof(part.value) <> 'object') s
    where e.deleted_at is null
        and ((select history_access.sees_all()) or e.owner = (select history_access.viewer()) or e.shared);

create or replace view history.problem_sets with (security_barrier) as
    select p.id as problem_set_id, p.name, p.source, p.format, p.comparison, p.problems, p.skipped,
        p.sha256 as content_sha256, p.created_by, p.created_at
    from public.problem_set p
    where (select history_access.sees_all()) or p.created_by is null or p.created_by = (select history_access.viewer())
        or exists (select from public.experiment e where e.problem_set_id = p.id and e.deleted_at is null
            and (e.owner = (select history_access.viewer()) or e.shared));

create or replace view history.problems with (security_barrier) as
    select p.problem_set_id, s.name as problem_set, p.ordinal as position, p.id as problem_id, p.question, p.answer,
        p.tolerance, p.unit
    from public.problem_set s join public.problem p on p.problem_set_id = s.id
    where (select history_access.sees_all()) or s.created_by is null or s.created_by = (select history_access.viewer())
        or exists (select from public.experiment e where e.problem_set_id = s.id and e.deleted_at is null
            and (e.owner = (select history_access.viewer()) or e.shared));

create or replace view history.events with (security_barrier) as
    select v.experiment_id, v.run_id, v.id as event_id, v.position, v.kind, v.payload ->> 'state' as state,
        v.payload ->> 'reason' as reason, case when v.kind = 'unit.done' then v.payload ->> 'kind' end as unit_kind,
        (v.payload ->> 'outerStep')::int as outer_step, (v.payload ->> 'set')::int as question_set,
        (v.payload ->> 'repeat')::int as repeat, (v.payload ->> 'block')::int as block, v.payload, v.created_at
    from public.experiment e join public.run_event v on v.experiment_id = e.id
    where e.deleted_at is null
        and ((select history_access.sees_all()) or e.owner = (select history_access.viewer()) or e.shared);
