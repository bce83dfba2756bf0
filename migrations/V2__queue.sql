-- The queue in full: priorities, pools, quotas, pause and drain, several control planes, retries that inherit, budgets.

create table pool (
    name     text primary key check (name ~ '^[a-z][a-z0-9-]{0,62}$'),
    version  int not null default 0,
    state    text not null default 'open' check (state in ('open', 'paused', 'draining')),
    -- Students side by side over all control planes that serve it; null: as many as they bring.
    students int check (students > 0)
);
insert into pool (name) values ('default');

create table queue_control (
    only_row boolean primary key default true check (only_row),
    version  int not null default 0,
    state    text not null default 'open' check (state in ('open', 'paused', 'draining'))
);
insert into queue_control default values;

create table quota (
    owner   text primary key,
    version int not null default 0,
    running int not null check (running >= 0)
);

-- Who serves which pools; a row that was not seen for a while is of a dead one.
create table control_plane (
    id           text primary key,
    host         text not null,
    pid          bigint not null,
    pools        text[] not null,
    students     int not null,
    accelerators int not null,
    state        text not null check (state in ('claiming', 'draining')),
    started_at   timestamptz not null default now(),
    seen_at      timestamptz not null default now()
);

alter table experiment
    add owner text not null default 'local',
    add cloned_from bigint references experiment;

alter table run
    add owner text not null default 'local',
    add pool text not null default 'default' references pool,
    add priority int not null default 0 check (priority between -1000 and 1000),
    -- How many students it trains side by side: what it takes of its pool.
    add students int not null default 1 check (students > 0),
    -- After trouble with engine or worker it is not claimed before this time.
    add not_before timestamptz,
    -- Claims in a row that ended in such trouble, or with a dead owner, and without a finished unit.
    add stalls int not null default 0,
    add failure text check (failure in ('user', 'infrastructure', 'bug')),
    -- The run that this one retries (and whose finished units it inherits) or begins anew.
    add previous bigint references run,
    add inherits boolean not null default false,
    add generation int not null default 1,
    drop constraint run_state_check,
    add constraint run_state_check check (state in ('waiting', 'queued', 'running', 'pausing', 'paused', 'cancelling',
        'succeeded', 'failed', 'cancelled')),
    drop constraint run_experiment_id_name_key,
    add constraint run_name_generation unique (experiment_id, name, generation),
    -- Not valid: rows from before have no class.
    add constraint run_failure check ((state = 'failed') = (failure is not null)) not valid,
    add constraint run_inherits check (previous is not null or not inherits);

drop index run_to_claim;
-- Doubles the unique constraint.
drop index run_of_experiment;
create index run_queued_by_turn on run (pool, priority desc, id) include (owner, not_before) where state = 'queued';
create index run_active_by_owner on run (owner, pool) include (students)
    where state in ('running', 'pausing', 'cancelling');
create index run_open_by_state on run (state, id) where ended_at is null;
create index run_previous on run (previous) where previous is not null;
create index run_heartbeat_expired on run_heartbeat (lease_until);

-- What a run has used up, kept by the writer of its units.
create table run_usage (
    run_id              bigint primary key references run,
    rollouts            bigint not null,
    tokens              bigint not null,
    seconds             double precision not null,
    accelerator_seconds double precision not null
);

alter table run_unit
    add tokens bigint not null default 0,
    -- Where the unit was worked on and its rollouts stand, when a retry inherited it.
    add inherited_from bigint references run;

-- As before, and: a run that has never been owned may be given the units it inherits.
create or replace function unit_has_the_fence() returns trigger language plpgsql as $$
begin
    if new.inherited_from is not null then
        perform 1 from run where id = new.run_id and inherits and started_at is null;
        if not found then
            raise exception 'run % can not inherit units', new.run_id using errcode = 'CA005';
        end if;
        return new;
    end if;
    perform 1 from run_owner
      where run_id = new.run_id and owner = new.owner and fence = new.fence for share;
    if not found then
        raise exception 'run % is no longer owned by % with fence %', new.run_id, new.owner, new.fence using errcode = 'CA003';
    end if;
    return new;
end $$;

-- A retry's rows: numbers are copied, files and rollouts stay where they are and are referred to.
create function inherit_units(source bigint, target bigint) returns void language plpgsql set search_path from current as $$
declare
    of_table text;
    columns text;
begin
    insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, tokens, started_at, ended_at, inherited_from)
        select target, unit, fence, attempt, owner, result, rollouts, tokens, started_at, ended_at,
            coalesce(inherited_from, source)
        from run_unit where run_id = source;
    foreach of_table in array array['outer_step', 'question_set', 'set_reward', 'set_advantage', 'question', 'baseline',
        'baseline_outcome', 'trial', 'trial_outcome', 'training_step', 'promotion', 'policy', 'run_summary', 'screening',
        'hard_set', 'evaluation', 'evaluation_total', 'pass_at_k'] loop
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
            where attrelid = of_table::regclass and attnum > 0 and not attisdropped and attname <> 'run_id';
        execute format('insert into %I (run_id, %s) select $1, %s from %I where run_id = $2',
            of_table, columns, columns, of_table) using target, source;
    end loop;
end $$;

do $$
declare c text;
begin
    foreach c in array array[
        'run.not_before', 'run.stalls', 'run.previous', 'run.inherits', 'run.generation', 'run.owner', 'run.pool',
        'run.priority', 'run_usage.seconds', 'run_usage.accelerator_seconds', 'run_unit.inherited_from',
        'control_plane.id', 'control_plane.host', 'control_plane.pid', 'control_plane.started_at', 'control_plane.seen_at'] loop
        execute format('comment on column %I.%I is %L', split_part(c, '.', 1), split_part(c, '.', 2),
            'observed: differs between equal runs');
    end loop;
end $$;
