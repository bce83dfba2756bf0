-- The console's table of experiments: last values of metrics to show and sort by, indexes for its columns, and views of it
-- that are kept under names.

create table experiment_metric (
    experiment_id bigint not null references experiment on delete cascade,
    name          text not null,
    value         double precision not null,
    recorded_at   timestamptz not null,
    primary key (experiment_id, name)
);
comment on table experiment_metric is 'the last value of each series of history.metric_points, over all runs of the experiment';
comment on column experiment_metric.recorded_at is 'observed: when its unit was committed';

-- Called in the transaction that commits the unit. In the order of names, so that units which are committed at the same
-- time wait for each other in one order.
create function keep_last_metrics(of_run bigint, of_unit text) returns void language sql set search_path from current as $$
    with last_step as (select * from training_step where run_id = of_run and unit = of_unit order by step desc limit 1),
    fresh as (
        select s.role || '/' || m.name as name, m.value
        from last_step s cross join lateral (values ('learning_rate', s.learning_rate), ('mean_reward', s.mean_reward),
            ('share_correct', s.correct_share), ('loss', s.loss), ('kl', s.kl), ('entropy', s.entropy),
            ('gradient_norm', s.gradient_norm), ('mismatch_mean', s.mismatch_mean), ('mismatch_max', s.mismatch_max),
            ('tokens', s.tokens), ('duration_seconds', s.seconds)) m (name, value)
        union all
        select 'outer/' || m.name, m.value
        from promotion p left join baseline b on b.run_id = p.run_id and b.t = p.t
        cross join lateral (values ('mean_reward', p.mean_reward), ('moving_average', p.moving_average),
            ('promotions', p.promotions), ('baseline_share_correct', b.correct::double precision / nullif(b.questions, 0)))
            m (name, value)
        where p.run_id = of_run and p.unit = of_unit
        union all
        (select distinct on (name) name, value from metric_point where run_id = of_run and unit = of_unit
            order by name, step desc))
    insert into experiment_metric as known (experiment_id, name, value, recorded_at)
    select r.experiment_id, f.name, f.value, u.ended_at
    from run r join run_unit u on u.run_id = r.id and u.unit = of_unit cross join fresh f
    where r.id = of_run and f.value is not null order by f.name
    on conflict (experiment_id, name) do update set value = excluded.value, recorded_at = excluded.recorded_at
        where known.recorded_at <= excluded.recorded_at
$$;

insert into experiment_metric (experiment_id, name, value, recorded_at)
select distinct on (experiment_id, name) experiment_id, name, value, ended_at
from (
    select r.experiment_id, s.role || '/' || m.name as name, m.value, u.ended_at, s.step
    from training_step s join run_unit u on u.run_id = s.run_id and u.unit = s.unit join run r on r.id = s.run_id
    cross join lateral (values ('learning_rate', s.learning_rate), ('mean_reward', s.mean_reward),
        ('share_correct', s.correct_share), ('loss', s.loss), ('kl', s.kl), ('entropy', s.entropy),
        ('gradient_norm', s.gradient_norm), ('mismatch_mean', s.mismatch_mean), ('mismatch_max', s.mismatch_max),
        ('tokens', s.tokens), ('duration_seconds', s.seconds)) m (name, value)
    union all
    select r.experiment_id, 'outer/' || m.name, m.value, u.ended_at, p.t
    from promotion p join run_unit u on u.run_id = p.run_id and u.unit = p.unit join run r on r.id = p.run_id
    left join baseline b on b.run_id = p.run_id and b.t = p.t
    cross join lateral (values ('mean_reward', p.mean_reward), ('moving_average', p.moving_average),
        ('promotions', p.promotions), ('baseline_share_correct', b.correct::double precision / nullif(b.questions, 0)))
        m (name, value)
    union all
    select r.experiment_id, m.name, m.value, u.ended_at, m.step
    from metric_point m join run_unit u on u.run_id = m.run_id and u.unit = m.unit join run r on r.id = m.run_id) points
where value is not null order by experiment_id, name, ended_at desc, step desc;

-- Each index is named after what it serves.
create index experiments_by_metric on experiment_metric (name, value, experiment_id);
create index experiments_by_preset on experiment (preset, id);
create index experiments_by_owner on experiment (owner, id);
create index experiments_counted on experiment (id) include (preset, owner) where archived_at is null and deleted_at is null;
create index experiments_archived on experiment (id) where archived_at is not null and deleted_at is null;
create index experiments_by_promotions on experiment_summary (promotions, experiment_id);
create index experiments_by_outer_steps on experiment_summary (outer_steps_done, experiment_id);
create index experiments_by_moving_average on experiment_summary (last_moving_average, experiment_id);

create table list_view (
    id         bigint generated always as identity primary key,
    version    int not null default 0,
    owner      text not null,
    name       text not null,
    filter     text not null,
    sort       text not null,
    columns    jsonb not null check (jsonb_typeof(columns) = 'array'),
    shared     boolean not null,
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    unique (owner, name)
);
comment on table list_view is 'filter, sort and columns of the list of experiments, kept under a name';
