-- An experiment that takes over another one's screening (screen.from) inherits its units as a retry does, but does not
-- replace it: both experiments show the screening.

create or replace view history_access.reported_run as
    select r.* from history_access.readable_run r
    where not exists (select from public.run n
        where n.previous = r.id and n.inherits and n.experiment_id = r.experiment_id);

create or replace view history.runs with (security_barrier) as
    select r.experiment_id, r.id as run_id, r.name, r.kind, r.generation,
        not exists (select from public.run n where n.experiment_id = r.experiment_id and n.name = r.name
            and n.generation > r.generation) as is_newest,
        r.previous as previous_run_id, r.inherits as continues_previous,
        (select min(n.id) from public.run n
            where n.previous = r.id and n.inherits and n.experiment_id = r.experiment_id) as continued_by_run_id,
        r.owner, r.pool, r.priority, r.state, r.reason, r.failure as failure_class, r.seed,
        r.settings ->> 'policy' as evaluated_policy, r.settings, r.created_at, r.started_at, r.ended_at,
        extract(epoch from r.ended_at - r.started_at)::double precision as duration_seconds,
        s.outer_steps_done, s.promotions, s.last_mean_reward, s.last_moving_average
    from history_access.readable_run r left join public.run_summary s on s.run_id = r.id;
comment on column history.runs.previous_run_id is 'The run that this one retries or restarts, or whose screening it takes over.';
comment on column history.runs.continues_previous is
    'Whether it inherited the finished units of the previous run (a retry, or a screening taken over) or began again (a restart).';
