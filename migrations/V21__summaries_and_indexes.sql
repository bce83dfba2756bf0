-- What lists show of an experiment, kept whenever a run of it changes, so that no list derives it row by row; and
-- indexes, each named after what it serves.

create table experiment_summary (
    experiment_id       bigint primary key references experiment on delete cascade,
    -- Of an experiment without runs.
    state               text not null default 'succeeded'
        check (state in ('queued', 'running', 'paused', 'cancelling', 'succeeded', 'failed', 'cancelled')),
    reason              text,
    started_at          timestamptz,
    ended_at            timestamptz,
    outer_steps_done    int,
    promotions          int,
    last_mean_reward    double precision,
    last_moving_average double precision,
    check ((outer_steps_done is null) = (last_mean_reward is null)),
    check (ended_at is null or state in ('succeeded', 'failed', 'cancelled'))
) with (fillfactor = 80);
comment on table experiment_summary is
    'dev.cairn.experiments.ExperimentState and what is shown with it, derived from the runs by summarise_experiment()';
comment on column experiment_summary.state is 'of the newest run of every name: the most significant one';
comment on column experiment_summary.reason is 'of the first run that has this state, after the run''s name';
comment on column experiment_summary.started_at is 'observed: when its first run started';
comment on column experiment_summary.ended_at is 'observed: when its last run ended; null while one has not';
comment on column experiment_summary.outer_steps_done is 'of the newest soar run that has decided an outer step, as the columns after it';

create function summarise_experiment(of_experiment bigint) returns void language plpgsql
    set search_path from current as $$
begin
    -- A statement after the lock sees what every earlier holder has committed.
    perform 1 from experiment_summary where experiment_id = of_experiment for no key update;
    with runs as materialized (
        select id, name, state, reason, started_at, ended_at,
            generation = max(generation) over (partition by name) as newest, min(ordinal) over (partition by name) as place
        from run where experiment_id = of_experiment),
    total as (
        select case
                when bool_or(state = 'cancelling') filter (where newest) then 'cancelling'
                when bool_or(state not in ('succeeded', 'failed', 'cancelled')) filter (where newest) then case
                    when bool_or(state in ('running', 'pausing')) filter (where newest) then 'running'
                    when bool_or(state = 'paused') filter (where newest)
                        and not bool_or(state = 'queued') filter (where newest) then 'paused'
                    when bool_or(state = 'succeeded') filter (where newest) then 'running'
                    else 'queued' end
                when bool_or(state = 'failed') filter (where newest) then 'failed'
                when bool_or(state = 'cancelled') filter (where newest) then 'cancelled'
                else 'succeeded' end as state,
            min(started_at) as started_at, case when bool_and(ended_at is not null) then max(ended_at) end as ended_at
        from runs),
    fresh as (
        select t.state,
            (select r.name || ': ' || r.reason from runs r where r.newest and r.reason is not null
                and r.state = case when t.state in ('queued', 'running') then 'succeeded' else t.state end
                order by r.place limit 1) as reason,
            t.started_at, t.ended_at, d.outer_steps_done, d.promotions, d.last_mean_reward, d.last_moving_average
        from total t left join lateral (
            select s.* from runs r join run_summary s on s.run_id = r.id order by r.id desc limit 1) d on true)
    update experiment_summary s set state = f.state, reason = f.reason, started_at = f.started_at, ended_at = f.ended_at,
        outer_steps_done = f.outer_steps_done, promotions = f.promotions, last_mean_reward = f.last_mean_reward,
        last_moving_average = f.last_moving_average
    from fresh f
    where s.experiment_id = of_experiment and
        (s.state, s.reason, s.started_at, s.ended_at, s.outer_steps_done, s.promotions, s.last_mean_reward, s.last_moving_average)
        is distinct from
        (f.state, f.reason, f.started_at, f.ended_at, f.outer_steps_done, f.promotions, f.last_mean_reward, f.last_moving_average);
end $$;

create function experiment_has_a_summary() returns trigger language plpgsql set search_path from current as $$
begin
    insert into experiment_summary (experiment_id) values (new.id);
    return null;
end $$;
create trigger experiment_summarised after insert on experiment for each row execute function experiment_has_a_summary();

-- Deferred: the summary is locked after all runs that a transaction changes, so that two transactions never hold what
-- the other one waits for.
create function run_changes_experiment() returns trigger language plpgsql set search_path from current as $$
begin
    perform summarise_experiment(coalesce(new.experiment_id, old.experiment_id));
    return null;
end $$;
create constraint trigger run_summarised after insert or delete or update of state, reason, started_at, ended_at on run
    deferrable initially deferred for each row execute function run_changes_experiment();

create function run_summary_changes_experiment() returns trigger language plpgsql set search_path from current as $$
begin
    perform summarise_experiment(experiment_id) from run where id = coalesce(new.run_id, old.run_id);
    return null;
end $$;
create constraint trigger run_summary_summarised after insert or delete or update on run_summary
    deferrable initially deferred for each row execute function run_summary_changes_experiment();

insert into experiment_summary (experiment_id) select id from experiment;
select count(summarise_experiment(id)) from experiment;

create index experiments_in_state_by_id on experiment_summary (state, experiment_id);
create index experiments_by_last_mean_reward on experiment_summary (last_mean_reward, experiment_id);
create index experiments_by_start on experiment_summary (started_at, experiment_id);
create index experiments_by_end on experiment_summary (ended_at, experiment_id);
create index runs_by_last_mean_reward on run_summary (last_mean_reward, run_id);
create index runs_by_start on run (started_at, id) where started_at is not null;
create index runs_by_end on run (ended_at, id) where ended_at is not null;
create index runs_of_owner on run (owner, id);
