-- Experiments, runs, the journal and all results. Columns whose COMMENT begins with 'observed' (time, attempt, fence,
-- host, duration) are left out when two runs are compared.

create table problem_set (
    id          bigint generated always as identity primary key,
    name        text not null,
    sha256      text not null unique,
    source      text not null,
    problems    int not null check (problems > 0),
    created_at  timestamptz not null default now()
);

create table problem (
    problem_set_id bigint not null references problem_set,
    ordinal        int not null,
    id             text not null,
    question       text not null,
    answer         text not null,
    primary key (problem_set_id, ordinal),
    unique (problem_set_id, id)
);

create table experiment (
    id             bigint generated always as identity primary key,
    version        int not null default 0,
    name           text not null,
    preset         text,
    seed           bigint not null,
    spec           jsonb not null,
    problem_set_id bigint not null references problem_set,
    created_at     timestamptz not null default now()
);

create table run (
    id            bigint generated always as identity primary key,
    version       int not null default 0,
    experiment_id bigint not null references experiment,
    ordinal       int not null,
    name          text not null,
    kind          text not null check (kind in ('screen', 'soar', 'train', 'evaluate')),
    settings      jsonb not null,
    seed          bigint not null,
    state         text not null check (state in
                    ('waiting', 'queued', 'running', 'cancelling', 'succeeded', 'failed', 'cancelled')),
    reason        text,
    created_at    timestamptz not null default now(),
    started_at    timestamptz,
    ended_at      timestamptz,
    unique (experiment_id, ordinal),
    unique (experiment_id, name),
    check ((state in ('succeeded', 'failed', 'cancelled')) = (ended_at is not null)),
    check (state <> 'failed' or reason is not null)
);
create index run_to_claim on run (id) where state in ('queued', 'running', 'cancelling');
create index run_of_experiment on run (experiment_id, ordinal);

create table run_dependency (
    run_id     bigint not null references run,
    depends_on bigint not null references run,
    primary key (run_id, depends_on)
);
create index run_dependency_of on run_dependency (depends_on);

-- Nothing changes a run after its final state.
create function run_is_final() returns trigger language plpgsql as $$
begin
    if old.state in ('succeeded', 'failed', 'cancelled') then
        raise exception 'run % is % and cannot change any more', old.id, old.state using errcode = 'CA001';
    end if;
    return new;
end $$;
create trigger run_final before update on run for each row execute function run_is_final();

create table run_event (
    id            bigint generated always as identity primary key,
    experiment_id bigint not null references experiment,
    run_id        bigint references run,
    kind          text not null,
    payload       jsonb not null default '{}',
    created_at    timestamptz not null default now(),
    -- Identity columns commit out of order; one publisher at a time gives committed events their place in the stream.
    position      bigint unique
);
create index run_event_of_experiment on run_event (experiment_id, position);
create index run_event_to_publish on run_event (id) where position is null;
create table event_position (
    only_row boolean primary key default true check (only_row),
    last     bigint not null
);
insert into event_position (last) values (0);

create table run_owner (
    run_id bigint primary key references run,
    owner  text not null,
    fence  bigint not null check (fence > 0)
);
-- Apart from run_owner, so that a heartbeat never waits for a commit that holds the owner row, nor the other way round.
create table run_heartbeat (
    run_id      bigint primary key references run_owner on delete cascade,
    fence       bigint not null,
    lease_until timestamptz not null
);
create function fence_only_grows() returns trigger language plpgsql as $$
begin
    if new.fence < old.fence or (new.fence = old.fence and new.owner <> old.owner) then
        raise exception 'fence of run % may only grow (% to %)', old.run_id, old.fence, new.fence using errcode = 'CA002';
    end if;
    return new;
end $$;
create trigger run_owner_fence before update on run_owner for each row execute function fence_only_grows();

-- Durable files. A row stays when its file has gone (removed_at), so that what names it keeps its sha256.
create table artifact (
    path       text primary key,
    run_id     bigint not null references run,
    unit       text not null,
    kind       text not null check (kind in ('checkpoint', 'completions')),
    sha256     text not null,
    bytes      bigint not null check (bytes >= 0),
    created_at timestamptz not null default now(),
    removed_at timestamptz
);
create index artifact_live_of_run on artifact (run_id) where removed_at is null;

create table run_unit (
    run_id     bigint not null references run,
    unit       text not null,
    fence      bigint not null,
    attempt    int not null,
    owner      text not null,
    result     jsonb not null,
    rollouts   int not null,
    started_at timestamptz not null,
    ended_at   timestamptz not null default now(),
    primary key (run_id, unit)
);
alter table artifact add foreign key (run_id, unit) references run_unit;
-- No writer can forget the fence: a unit of an older owner, or of a run that has ended (its owner row is deleted then),
-- is refused by the database itself; every result references its unit.
create function unit_has_the_fence() returns trigger language plpgsql as $$
begin
    perform 1 from run_owner
      where run_id = new.run_id and owner = new.owner and fence = new.fence for share;
    if not found then
        raise exception 'run % is no longer owned by % with fence %', new.run_id, new.owner, new.fence using errcode = 'CA003';
    end if;
    return new;
end $$;
create trigger run_unit_fence before insert or update on run_unit for each row execute function unit_has_the_fence();

create table unit_progress (
    run_id     bigint not null references run,
    unit       text not null,
    done       int not null,
    total      int not null,
    what       text not null,
    updated_at timestamptz not null default now(),
    primary key (run_id, unit)
);

create table policy (
    run_id          bigint not null,
    unit            text not null,
    role            text not null check (role in ('teacher', 'student')),
    path            text not null references artifact,
    sha256          text not null,
    optimizer_steps int not null,
    primary key (run_id, unit, role),
    foreign key (run_id, unit) references run_unit
);

create table outer_step (
    run_id         bigint not null references run,
    t              int not null,
    unit           text not null,
    accepted       int not null,
    attempts       int not null,
    rejected       jsonb not null,
    primary key (run_id, t),
    foreign key (run_id, unit) references run_unit
);

create table question_set (
    run_id  bigint not null,
    t       int not null,
    k       int not null,
    primary key (run_id, t, k),
    foreign key (run_id, t) references outer_step
);

-- R[k] and A[k]: rows of the units that compute them, so that nothing here is ever updated.
create table set_reward (
    run_id bigint not null,
    t      int not null,
    k      int not null,
    unit   text not null,
    reward double precision not null,
    primary key (run_id, t, k),
    foreign key (run_id, t, k) references question_set,
    foreign key (run_id, unit) references run_unit
);

create table set_advantage (
    run_id    bigint not null,
    t         int not null,
    k         int not null,
    unit      text not null,
    advantage double precision not null,
    primary key (run_id, t, k),
    foreign key (run_id, t, k) references question_set,
    foreign key (run_id, unit) references run_unit
);

create table question (
    run_id   bigint not null,
    t        int not null,
    k        int not null,
    i        int not null,
    question text not null,
    answer   text not null,
    primary key (run_id, t, k, i),
    foreign key (run_id, t, k) references question_set
);

create table baseline (
    run_id    bigint not null,
    t         int not null,
    unit      text not null,
    questions int not null,
    correct   int not null,
    student_sha256 text not null,
    primary key (run_id, t),
    foreign key (run_id, unit) references run_unit
);

create table baseline_outcome (
    run_id     bigint not null,
    t          int not null,
    ordinal    int not null,
    problem    text not null,
    correct    boolean not null,
    primary key (run_id, t, ordinal),
    foreign key (run_id, t) references baseline
);

create table trial (
    run_id  bigint not null,
    t       int not null,
    k       int not null,
    j       int not null,
    unit    text not null,
    correct int not null,
    reward  double precision not null,
    start_sha256 text not null,
    student_path text not null references artifact,
    student_sha256 text not null,
    primary key (run_id, t, k, j),
    foreign key (run_id, unit) references run_unit,
    foreign key (run_id, t, k) references question_set
);

create table trial_outcome (
    run_id  bigint not null,
    t       int not null,
    k       int not null,
    j       int not null,
    ordinal int not null,
    correct boolean not null,
    primary key (run_id, t, k, j, ordinal),
    foreign key (run_id, t, k, j) references trial
);

-- Optimizer steps: of trials and train runs (role student) and of the teacher.
create table training_step (
    run_id        bigint not null,
    unit          text not null,
    step          int not null,
    role          text not null check (role in ('teacher', 'student')),
    learning_rate double precision not null,
    mean_reward   double precision,
    correct_share double precision,
    loss          double precision not null,
    kl            double precision not null,
    entropy       double precision not null,
    gradient_norm double precision not null,
    clipped       boolean not null,
    skipped       boolean not null,
    mismatch_mean double precision not null,
    mismatch_max  double precision not null,
    tokens        bigint not null,
    seconds       double precision not null,
    primary key (run_id, unit, step),
    foreign key (run_id, unit) references run_unit
);

-- Every outer step has its decision row, promoted or not.
create table promotion (
    run_id         bigint not null,
    t              int not null,
    unit           text not null,
    mean_reward    double precision not null,
    moving_average double precision,
    tau            double precision not null,
    best_set       int not null,
    median_repeat  int not null,
    promoted       boolean not null,
    student_path   text not null references artifact,
    student_sha256 text not null,
    promotions     int not null,
    primary key (run_id, t),
    foreign key (run_id, unit) references run_unit,
    foreign key (run_id, t) references outer_step
);

-- PQ: the questions whose students were promoted.
create view promotion_question as
    select p.run_id, p.t, q.k, q.i, q.question, q.answer from promotion p
    join question q on q.run_id = p.run_id and q.t = p.t and q.k = p.best_set
    where p.promoted;

-- What lists show of a soar run, kept by the writer so that no list aggregates.
create table run_summary (
    run_id              bigint primary key,
    unit                text not null,
    outer_steps_done    int not null,
    promotions          int not null,
    last_mean_reward    double precision not null,
    last_moving_average double precision,
    foreign key (run_id, unit) references run_unit
);

create table screening (
    run_id  bigint not null,
    unit    text not null,
    problem text not null,
    samples int not null,
    correct int not null,
    cut_off int not null,
    primary key (run_id, problem),
    foreign key (run_id, unit) references run_unit
);

create table hard_set (
    run_id  bigint not null,
    half    text not null check (half in ('train', 'test')),
    ordinal int not null,
    problem text not null,
    unit    text not null,
    primary key (run_id, half, ordinal),
    unique (run_id, problem),
    foreign key (run_id, unit) references run_unit
);

create table evaluation (
    run_id  bigint not null,
    unit    text not null,
    problem text not null,
    samples int not null,
    correct int not null,
    cut_off int not null,
    primary key (run_id, problem),
    foreign key (run_id, unit) references run_unit
);

create table evaluation_total (
    run_id        bigint primary key,
    unit          text not null,
    problems      int not null,
    samples       int not null,
    cut_off_share double precision not null,
    foreign key (run_id, unit) references run_unit
);

create table pass_at_k (
    run_id   bigint not null,
    unit     text not null,
    k        int not null,
    value    double precision not null,
    primary key (run_id, k),
    foreign key (run_id) references evaluation_total,
    foreign key (run_id, unit) references run_unit
);

-- Rollouts live in partitions by blocks of run numbers; the application makes and attaches them ahead of need.
create table rollout (
    run_id            bigint not null,
    unit              text not null,
    ordinal           int not null,
    purpose           text not null,
    step              int not null,
    slot              int not null,
    sample            int not null,
    subject           text not null,
    seed              bigint not null,
    answer            text,
    verdict           text not null,
    reward            double precision not null,
    -- Where the KL is part of the reward: what was taken off it, after scaling.
    kl_penalty        double precision,
    advantage         double precision not null,
    prompt_tokens     int not null,
    completion_tokens int not null,
    finish            text not null,
    rejection         text,
    primary key (run_id, unit, ordinal)
) partition by range (run_id);

create table rollout_text (
    run_id  bigint not null,
    unit    text not null,
    ordinal int not null,
    text    text not null,
    primary key (run_id, unit, ordinal)
) partition by range (run_id);

-- A foreign key to run_unit would check row by row and lock run_unit when a block is attached; this checks once a COPY.
create function rollouts_have_a_unit() returns trigger language plpgsql as $$
begin
    perform 1 from (select distinct run_id, unit from added) a
      where not exists (select from run_unit u where u.run_id = a.run_id and u.unit = a.unit);
    if found then
        raise exception 'rollouts of a unit that is not committed' using errcode = 'CA004';
    end if;
    return null;
end $$;
create trigger rollout_unit after insert on rollout
    referencing new table as added for each statement execute function rollouts_have_a_unit();
create trigger rollout_text_unit after insert on rollout_text
    referencing new table as added for each statement execute function rollouts_have_a_unit();

-- The application's role owns nothing and can't change the schema, so a fixed number of blocks is made here through a
-- function of the owner's; a block holds 1000 runs.
create function ensure_rollout_block(of_run bigint) returns void language plpgsql security definer
    set search_path from current as $$
declare
    block bigint := of_run / 1000;
    parent text;
begin
    foreach parent in array array['rollout', 'rollout_text'] loop
        if to_regclass(format('%I', parent || '_' || block)) is null then
            begin
                execute format('create table %I (like %I including all)', parent || '_' || block, parent);
                execute format('alter table %I attach partition %I for values from (%s) to (%s)',
                    parent, parent || '_' || block, block * 1000, (block + 1) * 1000);
            exception when duplicate_table or unique_violation then
                -- Another session made it meanwhile.
                null;
            end;
        end if;
    end loop;
end $$;
select ensure_rollout_block(0);

do $$
declare c text;
begin
    foreach c in array array[
        'problem_set.created_at', 'experiment.created_at', 'run.created_at', 'run.started_at', 'run.ended_at', 'run.version', 'experiment.version',
        'run_event.created_at', 'run_event.position', 'run_owner.owner', 'run_owner.fence', 'run_heartbeat.lease_until', 'run_heartbeat.fence', 'artifact.created_at', 'artifact.removed_at',
        'artifact.path', 'run_unit.fence', 'run_unit.attempt', 'run_unit.owner', 'run_unit.started_at', 'run_unit.ended_at',
        'run_unit.result', 'policy.path', 'trial.student_path', 'promotion.student_path', 'training_step.seconds', 'unit_progress.updated_at'] loop
        execute format('comment on column %I.%I is %L', split_part(c, '.', 1), split_part(c, '.', 2),
            'observed: differs between equal runs');
    end loop;
end $$;
