-- Notes that people write about an experiment. They do not affect its runs.
alter table experiment add notes text not null default '' check (length(notes) <= 20000);
comment on column experiment.notes is 'observed: plain text that people write about it; empty if nobody did';

create or replace view history.experiments with (security_barrier) as
    select e.id as experiment_id, e.name, e.owner, e.shared, e.preset, e.seed, s.state, s.reason, e.problem_set_id,
        p.name as problem_set, e.cloned_from as cloned_from_experiment_id, e.tags, e.spec, e.created_at, s.started_at,
        s.ended_at, s.outer_steps_done, s.promotions, s.last_mean_reward, s.last_moving_average, e.archived_at, e.notes
    from public.experiment e join public.problem_set p on p.id = e.problem_set_id
    left join public.experiment_summary s on s.experiment_id = e.id
    where e.deleted_at is null
        and ((select history_access.sees_all()) or e.owner = (select history_access.viewer()) or e.shared);
comment on column history.experiments.notes is 'Notes that people wrote about it, plain text; empty if nobody did.';
