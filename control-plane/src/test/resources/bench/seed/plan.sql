-- What is to be seeded: experiments and runs in full, and the schema seed with what the other scripts derive from.
-- Parameters: experiments, samples (of a question in a step), spec (of every experiment, as JSON), seed.

create schema seed;

create table seed.option as select :experiments::bigint as experiments, :samples::int as samples,
    ':seed'::bigint as seed, date_trunc('hour', now()) as now;

-- A number in [0, 1) that depends on nothing but its arguments and the seed.
create function seed.u(of_row bigint, of_use bigint) returns double precision language sql immutable parallel safe as $$
    select (hashint8extended(of_row, of_use + ':seed'::bigint * 7919) & 1048575) / 1048576.0::double precision
$$;
-- The second argument of u: what is drawn, and its place in outer step t, set k and repeat j.
create function seed.use(what bigint, t bigint, k bigint, j bigint, i bigint) returns bigint language sql immutable
    parallel safe as $$ select (((what * 1000 + t) * 16 + k) * 16 + j) * 100000 + i $$;
create function seed.sha256(of_text text) returns text language sql immutable parallel safe as $$
    select encode(sha256(of_text::bytea), 'hex')
$$;
-- Of 40 problems every fifth is easy; which ones depends on the experiment. Hard problems are counted from 0 to 31,
-- even ones are in the train half, odd ones in the test half.
create function seed.hard_index(experiment bigint, hard bigint) returns int language sql immutable parallel safe as $$
    select (5 * (hard / 4) + ((5 - experiment % 5) % 5 + 1 + hard % 4) % 5)::int
$$;
create function seed.problem_id(set_name text, i int) returns text language sql immutable parallel safe as $$
    select set_name || '-' || lpad(i::text, 4, '0')
$$;
create function seed.problem_answer(problem_set bigint, i int) returns text language sql immutable parallel safe as $$
    select ((17 + 13 * i % 89 + problem_set) * (3 + i % 11))::text
$$;

-- A teacher's question, a chain as of the set 'chains': its answer is the last digit after each operation. A quarter of
-- the answers are wrong.
create function seed.question(t int, k int, i int) returns text language sql immutable parallel safe as $$
    select (3 + t + 5 * k) % 10 || '+' || 2 + i || '*3'
$$;
create function seed.question_answer(run_id bigint, t int, k int, i int) returns text language sql immutable parallel safe as $$
    select (5 + t + 5 * k + i) % 10 || ''
        || (((5 + t + 5 * k + i) % 10) * 3 + (seed.u(run_id, seed.use(12, t, k, 0, i)) < 0.25)::int) % 10
$$;

-- A paused pool: no control plane claims what is seeded as queued or running.
insert into pool (name, state) values ('seeded', 'paused');
insert into control_plane (id, host, pid, pools, training_slots, accelerators, state)
    values ('seeded-0', 'seeded', 1, array['seeded'], 4, 0, 'draining');

insert into problem_set (name, sha256, source, problems, format, comparison)
    select name, seed.sha256(name), 'upload', 500, 'CAIRN', 'MATHS'
    from unnest(array['seeded-sums', 'seeded-products', 'seeded-chains', 'seeded-words', 'seeded-mixed']) name;
insert into problem (problem_set_id, ordinal, id, question, answer)
    select s.id, i, seed.problem_id(s.name, i),
        'What is ' || 17 + 13 * i % 89 + s.id || ' times ' || 3 + i % 11 || '?', seed.problem_answer(s.id, i)
    from problem_set s cross join generate_series(0, 499) i where s.name like 'seeded-%';

create table seed.experiment as
with drawn as (
    select e as id, o.now, o.samples, e > o.experiments * 0.99 as open, e > o.experiments * 0.997 as waiting,
        seed.u(e, 1) as fate, case when e % 500 = 250 then 40 else 2 + (e % 3)::int end as steps,
        (array[0, 0.005, 0.01, 0.02])[1 + e / 8 % 4] as tau, (array[0.0005, 0.001, 0.002, 0.004])[1 + e / 32 % 4] as rate,
        o.now - interval '1 day' - (o.experiments - e) * (interval '364 days' / o.experiments) as created,
        0.5 + seed.u(e, 2) as lift
    from seed.option o cross join generate_series(1, o.experiments) e),
told as (
    select *, case when waiting then 'queued' when open and fate < 0.3 then 'paused' when open then 'running'
        when fate < 0.05 then 'failed' when fate < 0.08 then 'cancelled' else 'succeeded' end as outcome
    from drawn)
select t.*, s.id as problem_set, s.name as set_name,
    case outcome when 'succeeded' then steps when 'queued' then 0 else floor(seed.u(t.id, 3) * steps)::int end as done,
    outcome = 'succeeded' and t.id % 25 = 7 as retried, t.id % 25 = 13 as sampled, t.id % 25 = 19 as learnable,
    t.id % 10 = 0 as texts,
    'owner-' || t.id / 8 % 20 as owner,
    1 + sum(case when t.id = 1 then 0 when lag_retried then 8 when (t.id - 1) % 25 = 13 then 7 else 6 end)
        over (order by t.id) ::bigint as first_run
from (select *, lag(outcome = 'succeeded' and id % 25 = 7) over (order by id) as lag_retried from told) t
join problem_set s on s.name = (array['seeded-sums', 'seeded-products', 'seeded-chains', 'seeded-words', 'seeded-mixed'])[
    1 + t.id / 128 % 5];
alter table seed.experiment add primary key (id);

insert into experiment (id, name, preset, seed, spec, problem_set_id, created_at, owner, tags) overriding system value
    select e.id, 'sweep-' || e.id / 8, 'chains', e.id % 8,
        ':spec'::jsonb || jsonb_build_object(
            'name', 'sweep-' || e.id / 8, 'seed', e.id % 8, 'problems', jsonb_build_object('set', e.set_name, 'limit', 40),
            'screen', ':spec'::jsonb -> 'screen' || '{"samples": 2, "blockProblems": 20}',
            'evaluate', '{"samples": 8, "problems": 8, "blockProblems": 8}',
            'queue', '{"pool": "seeded", "priority": 0}',
            'execution', ':spec'::jsonb -> 'execution' || jsonb_build_object('rolloutText', case when e.texts then 'ALL' else 'NONE' end),
            'soar', ':spec'::jsonb -> 'soar' || jsonb_build_object(
                'outer', ':spec'::jsonb #> '{soar,outer}' || jsonb_build_object('steps', e.steps, 'sets', 2, 'questions', 4,
                    'repeats', 2, 'rewardQuestions', 8, 'tau', e.tau, 'window', 2, 'learnabilitySamples', 4,
                    'reward', case when e.learnable then 'LEARNABILITY' else 'GROUNDED' end),
                'inner', ':spec'::jsonb #> '{soar,inner}' || jsonb_build_object('steps', 2, 'stepsPerPromotion', 1,
                    'maxSteps', 2, 'questionsPerStep', 4, 'groupSize', e.samples),
                'student', ':spec'::jsonb #> '{soar,student}' || jsonb_build_object('learningRate', e.rate, 'rewardScale', 1))),
        e.problem_set, e.created, e.owner,
        jsonb_build_object('team', (array['algebra', 'geometry', 'number-theory', 'logic'])[1 + e.id / 8 % 4])
    from seed.experiment e;

-- Waiting times and lengths in seconds, then what they add up to.
create table seed.run as
with spans as (
    select e.*, 5 + 600 * seed.u(id, 11) ^ 4 as wait0, 60 + 60 * seed.u(id, 12) as length0,
        1 + 300 * seed.u(id, 13) ^ 4 as wait1, 5 + greatest(done, 1) * (20 + 20 * seed.u(id, 14)) as length1,
        1 + 300 * seed.u(id, 15) ^ 4 as wait2, 5 + 6 * seed.u(id, 16) as length2,
        1 + 300 * seed.u(id, 17) ^ 4 as wait4, 8 + 9 * seed.u(id, 18) as length4
    from seed.experiment e),
ends as (
    select *, wait0 + length0 as end0, wait0 + length0 + wait1 + length1 as end1 from spans),
planned as (
    select e.*, r.*, (case when r.name in ('soar', 'evaluate-base') then end0 when r.name = 'screen' then 0
            when r.name in ('evaluate-promoted', 'hard-only', 'sample-base-t') and generation = 1 then end1
            when generation = 1 then end1 + wait4 + length4
            when r.name = 'hard-only' then end1 + wait4 + length4 + 600
            else end1 + 2 * (wait4 + length4) + 600 end) as ready,
        (case r.name when 'screen' then wait0 when 'soar' then wait1 when 'hard-only' then wait4 else wait2 end) as wait,
        (case r.name when 'screen' then length0 when 'soar' then length1 when 'hard-only' then length4 else length2 end)
            as length,
        case outcome
            when 'succeeded' then
                case when retried and ordinal = 4 then 'failed' when retried and ordinal = 5 then 'cancelled' else 'succeeded' end
            when 'queued' then case ordinal when 0 then 'queued' else 'waiting' end
            else case when ordinal in (0, 2) then 'succeeded' when ordinal = 1 then outcome
                when outcome in ('failed', 'cancelled') then 'cancelled' else 'waiting' end
            end as state
    from ends e join (values
        (0, 'screen', 'screen', null, 1, null, '{"kind": "screen"}'),
        (1, 'soar', 'soar', null, 1, null, '{"kind": "soar", "screen": "screen"}'),
        (2, 'evaluate-base', 'evaluate', 'BASE', 1, null,
            '{"kind": "evaluate", "screen": "screen", "policy": "BASE", "of": "screen"}'),
        (3, 'evaluate-promoted', 'evaluate', 'PROMOTED', 1, null,
            '{"kind": "evaluate", "screen": "screen", "policy": "PROMOTED", "of": "soar"}'),
        (4, 'hard-only', 'train', null, 1, null, '{"kind": "train", "screen": "screen", "stepsOf": "soar"}'),
        (5, 'evaluate-hard-only', 'evaluate', 'TRAINED', 1, null,
            '{"kind": "evaluate", "screen": "screen", "policy": "TRAINED", "of": "hard-only"}'),
        (6, 'hard-only', 'train', null, 2, 4, '{"kind": "train", "screen": "screen", "stepsOf": "soar"}'),
        (7, 'evaluate-hard-only', 'evaluate', 'TRAINED', 2, 5,
            '{"kind": "evaluate", "screen": "screen", "policy": "TRAINED", "of": "hard-only"}'),
        (6, 'sample-base-t', 'sample', 'UNTRAINED_TEACHER', 1, null,
            '{"kind": "sample", "policy": "UNTRAINED_TEACHER", "of": "soar"}'))
        r (ordinal, name, kind, policy, generation, previous, settings) on case
            when r.name = 'sample-base-t' then e.sampled
            when r.name = 'evaluate-promoted' then not e.learnable
            else e.retried or r.ordinal < 6 end)
select p.first_run + p.ordinal as id, p.id as experiment, p.ordinal, p.name, p.kind, p.policy, p.generation,
    p.first_run + p.previous as previous, p.settings, p.state, p.outcome, p.done, p.lift, p.learnable, p.tau, p.rate, p.samples, p.set_name,
    p.problem_set, p.texts, p.owner, p.created as submitted,
    p.created + (case when p.generation = 2 then p.ready else 0 end) * interval '1 second' as created,
    p.created + p.ready * interval '1 second' as ready,
    case when p.state in ('succeeded', 'failed', 'running', 'paused') or p.state = 'cancelled' and p.kind = 'soar'
        then p.created + (p.ready + p.wait) * interval '1 second' end as started,
    case when p.state in ('succeeded', 'failed') or p.state = 'cancelled' and p.kind = 'soar'
        then p.created + (p.ready + p.wait + p.length) * interval '1 second'
        when p.state = 'cancelled' then p.created + (case when p.retried then p.ready else p.end1 end) * interval '1 second' end
        as ended,
    p.length,
    case when p.state = 'failed' then (array['the worker did not answer for 600 s',
            'vLLM refused /v1/completions: the engine is out of memory', 'the trainer reports a loss that is not finite'])[
            1 + floor(seed.u(p.first_run + p.ordinal, 19) * 3)::int]
        when p.state = 'cancelled' and p.kind = 'soar' then 'cancelled by request'
        when p.state = 'cancelled' then (case when p.retried then 'hard-only failed' else 'soar ' || p.outcome end)
        when p.state = 'paused' then 'paused by request' end as reason,
    case when p.state = 'failed' then (array['infrastructure', 'infrastructure', 'user'])[
        1 + floor(seed.u(p.first_run + p.ordinal, 19) * 3)::int] end as failure
from planned p;
alter table seed.run add primary key (id);
create index on seed.run (experiment, name);

insert into run (id, experiment_id, ordinal, name, kind, settings, seed, state, reason, created_at, started_at, ended_at,
        owner, pool, priority, training_slots, failure, previous, inherits, generation) overriding system value
    select id, experiment, ordinal, name, kind, settings::jsonb, hashint8extended(id, 5) & 4611686018427387903, state, reason,
        created, started, ended, owner, 'seeded', 0, case kind when 'soar' then 4 else 1 end, failure, previous, false, generation
    from seed.run order by id;
insert into run_dependency (run_id, depends_on)
    select r.id, d.id from seed.run r join seed.run d on d.experiment = r.experiment and d.generation = case
            when r.name = 'evaluate-hard-only' then r.generation else 1 end and d.name = case r.name
        when 'soar' then 'screen' when 'evaluate-base' then 'screen' when 'evaluate-hard-only' then 'hard-only'
        else 'soar' end
    where r.name <> 'screen';

-- Experiments have consecutive runs, so a block of rollouts is a range of both.
select setval(pg_get_serial_sequence('experiment', 'id'), max(id)) from experiment;
select setval(pg_get_serial_sequence('run', 'id'), max(id)) from run;
analyze seed.experiment;
analyze seed.run;
analyze run;
analyze experiment;
