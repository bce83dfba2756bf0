-- What needs all blocks: events of the last 30 days (older ones are deleted in a control plane) and statistics.

with recent as (
    select r.* from seed.run r cross join seed.option o where r.submitted > o.now - interval '30 days'),
told as (
    select experiment, id, 'run.state' as kind, jsonb_build_object('name', name, 'state', c.state, 'reason', c.reason) as payload, c.at
    from recent cross join lateral (values
        (case when kind = 'screen' then 'queued' else 'waiting' end, null, created),
        (case when kind <> 'screen' and (started is not null or state = 'queued') then 'queued' end, null, ready),
        (case when started is not null then 'running' end, null, started),
        (case when ended is not null or state = 'paused' then state end, reason, coalesce(ended, started + length * interval '1 second')))
        c (state, reason, at)
    where c.state is not null
    union all
    select r.experiment, r.id, 'unit.done', jsonb_build_object('unit', u.unit, 'kind', case when part[1] = 't' then part[3] else part[1] end,
        'outerStep', case when part[1] = 't' then part[2]::int end, 'set', part[4]::int, 'repeat', part[5]::int,
        'block', case when part[1] <> 't' then part[2]::int end, 'rollouts', u.rollouts, 'attempt', u.attempt,
        'seconds', extract(epoch from u.ended_at - u.started_at)), u.ended_at
    from recent r join run_unit u on u.run_id = r.id cross join lateral string_to_array(u.unit, '/') part
    union all
    select r.experiment, r.id, 'outer-step.decided', jsonb_build_object('outerStep', p.t, 'outerStepsDone', p.t + 1,
        'promoted', p.promoted, 'promotions', p.promotions, 'meanReward', p.mean_reward, 'movingAverage', p.moving_average), u.ended_at
    from recent r join promotion p on p.run_id = r.id join run_unit u on u.run_id = p.run_id and u.unit = p.unit),
placed as (
    insert into run_event (experiment_id, run_id, kind, payload, created_at, position)
    select experiment, id, kind, payload, at, row_number() over (order by at, id, kind) from told order by at, id, kind
    returning position)
update event_position set last = (select max(position) from placed) where exists (select from placed);

-- What lists show of metrics: of the last unit of each kind.
select count(keep_last_metrics(run_id, unit)) from (
    select distinct on (run_id, regexp_replace(unit, '[0-9]+', '', 'g')) run_id, unit
    from run_unit order by run_id, regexp_replace(unit, '[0-9]+', '', 'g'), ended_at desc) last_units;

drop schema seed cascade;
