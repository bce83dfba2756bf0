-- The summary of an experiment cost a move of a run as much time as the move itself. Now the two triggers derive only what
-- their table can change, and nothing for moves that change nothing.

create or replace function run_changes_experiment() returns trigger language plpgsql set search_path from current as $$
declare
    of_experiment bigint := coalesce(new.experiment_id, old.experiment_id);
    known experiment_summary;
    fresh record;
begin
    -- A statement after the lock sees what every earlier holder has committed.
    select * into known from experiment_summary where experiment_id = of_experiment for no key update;
    -- Most moves change nothing: a start in an experiment that runs, and a new run in one that has not ended.
    if old.state = 'queued' and new.state = 'running' and known.state = 'running' and known.started_at <= new.started_at
        or tg_op = 'INSERT' and new.state in ('waiting', 'queued') and new.generation = 1
            and known.state in ('queued', 'running')
    then
        return null;
    end if;
    with runs as (
        select state, reason, started_at, ended_at, generation = max(generation) over (partition by name) as newest
        from run where experiment_id = of_experiment)
    select case
            when bool_or(newest and state = 'cancelling') then 'cancelling'
            when bool_or(newest and ended_at is null) then case
                when bool_or(newest and state in ('running', 'pausing')) then 'running'
                when bool_or(newest and state = 'paused') and not bool_or(newest and state = 'queued') then 'paused'
                when bool_or(newest and state = 'succeeded') then 'running'
                else 'queued' end
            when bool_or(newest and state = 'failed') then 'failed'
            when bool_or(newest and state = 'cancelled') then 'cancelled'
            else 'succeeded' end as state,
        null::text as reason, bool_or(newest and reason is not null) as has_reasons,
        min(started_at) as started_at, case when bool_and(ended_at is not null) then max(ended_at) end as ended_at
        into fresh from runs;
    if fresh.has_reasons then
        with runs as (
            select name, state, reason, generation = max(generation) over (partition by name) as newest,
                min(ordinal) over (partition by name) as place
            from run where experiment_id = of_experiment)
        select name || ': ' || reason into fresh.reason from runs
        where newest and reason is not null
            and state = case when fresh.state in ('queued', 'running') then 'succeeded' else fresh.state end
        order by place limit 1;
    end if;
    if (known.state, known.reason, known.started_at, known.ended_at)
        is distinct from (fresh.state, fresh.reason, fresh.started_at, fresh.ended_at) then
        update experiment_summary
        set state = fresh.state, reason = fresh.reason, started_at = fresh.started_at, ended_at = fresh.ended_at
        where experiment_id = of_experiment;
    end if;
    return null;
end $$;

create or replace function run_summary_changes_experiment() returns trigger language plpgsql
    set search_path from current as $$
declare
    of_experiment bigint := (select experiment_id from run where id = coalesce(new.run_id, old.run_id));
begin
    perform 1 from experiment_summary where experiment_id = of_experiment for no key update;
    update experiment_summary s
    set outer_steps_done = d.outer_steps_done, promotions = d.promotions, last_mean_reward = d.last_mean_reward,
        last_moving_average = d.last_moving_average
    from (select 1) one left join lateral (
        select decided.* from run r join run_summary decided on decided.run_id = r.id
        where r.experiment_id = of_experiment order by r.id desc limit 1) d on true
    where s.experiment_id = of_experiment;
    return null;
end $$;

drop function summarise_experiment(bigint);
comment on table experiment_summary is
    'dev.cairn.experiments.ExperimentState and what is shown with it, derived from the runs by triggers on run and run_summary';
