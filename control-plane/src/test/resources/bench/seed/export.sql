-- One experiment's rollouts in a view of history with the usual row rule, for the benchmark of the export. As in the table
-- of rollouts, their key is run, unit and position.
create schema bench;
create table bench.export_rollout as
    select 1::bigint as experiment_id, 1 + g / 1000000 as run_id, 't/' || g / 25000 || '/trial/' || g / 5000 % 8 || '/' || g / 1000 % 5 as unit,
        g % 1000 as position, (array['reward', 'train', 'evaluate'])[1 + g / 1000 % 3] as purpose, g / 25000 as outer_step,
        g / 5000 % 8 as question_set, g / 1000 % 5 as repeat, g % 32 as sample, 'chains:' || g / 32 % 4000 as problem_id,
        hashint8extended(g, 0) as seed, (hashint4(g) % 1000)::text as answer,
        case when hashint4(g) % 3 = 0 then 'verified' else 'refuted' end as verdict,
        (hashint4(g) % 3 = 0)::int::float8 as reward, case when g % 2 = 0 then (hashint4(g) * 1e-12)::float8 end as kl_penalty,
        (hashint4(g) * 1e-10)::float8 as advantage, 80 + abs(hashint4(g)) % 60 as prompt_tokens,
        10 + abs(hashint4(g / 2)) % 200 as completion_tokens, case when g % 20 = 0 then 'length' else 'stop' end as finish,
        null::text as rejection, timestamptz '2026-01-01' + g * interval '1 millisecond' as at
    from generate_series(0, :rows - 1) g;
alter table bench.export_rollout add primary key (run_id, unit, position);
analyze bench.export_rollout;
alter table run_unit disable trigger run_unit_fence;
insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at)
    select run_id, unit, 1, 1, 'seeded', '{}', count(*), now() from bench.export_rollout group by run_id, unit
    on conflict do nothing;
alter table run_unit enable trigger run_unit_fence;
create view history.bench_rollouts with (security_barrier) as
    select r.* from bench.export_rollout r
    join experiment e on e.id = r.experiment_id
    where (select history_access.sees_all()) or e.owner = (select history_access.viewer()) or e.shared;
