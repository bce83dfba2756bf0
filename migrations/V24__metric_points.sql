-- Figures of runs under any name, so that a new measurement needs no migration. They stand in the same blocks of run
-- numbers as rollouts, under the run that made them.

create table metric_point (
    run_id bigint not null,
    unit   text not null,
    name   text not null check (name ~ '^(student|teacher)/[a-z][a-z0-9_.-]{0,62}$'),
    step   int not null,
    value  double precision not null,
    primary key (run_id, unit, name, step)
) partition by range (run_id);
create trigger metric_point_unit after insert on metric_point
    referencing new table as added for each statement execute function rollouts_have_a_unit();

-- As in V1, with points.
create or replace function ensure_rollout_block(of_run bigint) returns void language plpgsql security definer
    set search_path from current as $$
declare
    block bigint := of_run / 1000;
    parent text;
begin
    foreach parent in array array['rollout', 'rollout_text', 'metric_point'] loop
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
select ensure_rollout_block(substr(c.relname, length('rollout_') + 1)::bigint * 1000)
from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'rollout'::regclass;

create or replace view history.metric_points with (security_barrier) as
    select u.experiment_id, u.run_id, s.role || '/' || m.name as name, u.outer_step, u.question_set, u.repeat, s.step,
        m.value, u.ended_at as recorded_at
    from history_access.unit u join public.training_step s on s.run_id = u.run_id and s.unit = u.unit
    cross join lateral (values ('learning_rate', s.learning_rate), ('mean_reward', s.mean_reward),
        ('share_correct', s.correct_share), ('loss', s.loss), ('kl', s.kl), ('entropy', s.entropy),
        ('gradient_norm', s.gradient_norm), ('mismatch_mean', s.mismatch_mean), ('mismatch_max', s.mismatch_max),
        ('tokens', s.tokens), ('duration_seconds', s.seconds)) m (name, value)
    where m.value is not null
    union all
    select u.experiment_id, u.run_id, 'outer/' || m.name, u.outer_step, null, null, u.outer_step, m.value, u.ended_at
    from history_access.unit u join public.promotion p on p.run_id = u.run_id and p.unit = u.unit
    left join public.baseline b on b.run_id = p.run_id and b.t = p.t
    cross join lateral (values ('mean_reward', p.mean_reward), ('moving_average', p.moving_average),
        ('promotions', p.promotions), ('baseline_share_correct', b.correct::double precision / nullif(b.questions, 0)))
        m (name, value)
    where m.value is not null
    union all
    select u.experiment_id, u.run_id, m.name, u.outer_step, u.question_set, u.repeat, m.step, m.value, u.ended_at
    from history_access.unit u cross join lateral (
        select * from public.metric_point where run_id = u.made_by_run_id and unit = u.unit offset 0) m;
