-- Everything that the runs of one block of rollouts have made. Parameters: block.

create temp table of_block on commit drop as select * from seed.run where id between :block * 1000 and :block * 1000 + 999;
create temp table unit (run_id bigint, unit text, place int, kind text, t int, k int, j int) on commit drop;
insert into unit
    select id, 'init', 0, 'init', null::int, null::int, null::int from of_block where kind in ('screen', 'soar', 'train') and started is not null
    union all select id, 'screen/' || b, 1 + b, 'screen', null, b, null from of_block, generate_series(0, 1) b
        where kind = 'screen' and state = 'succeeded'
    union all select id, 'split', 3, 'split', null, null, null from of_block where kind = 'screen' and state = 'succeeded'
    union all select id, 'candidate/0', 0, 'candidate', null, 0, null from of_block
        where kind = 'evaluate' and state = 'succeeded' and policy = 'PROMOTED' and experiment % 4 = 0
    union all select id, 'choose', 1, 'choose', null, null, null from of_block
        where kind = 'evaluate' and state = 'succeeded' and policy = 'PROMOTED' and experiment % 4 = 0
    union all select id, 'evaluate/0', 2, 'evaluate', null, 0, null from of_block where kind = 'evaluate' and state = 'succeeded'
    union all select id, 'total', 3, 'total', null, null, null from of_block where kind = 'evaluate' and state = 'succeeded'
    union all select id, 'sample/0', 0, 'sample', null, 0, null from of_block where kind = 'sample' and state = 'succeeded'
    union all select id, 'segment/' || b, 1 + b, 'segment', null, b, null from of_block, generate_series(0, 1) b
        where kind = 'train' and state = 'succeeded'
    union all select id, 't/' || t || '/' || u.name, 1 + t * 8 + u.place, split_part(u.name, '/', 1), t, u.k, u.j
        from of_block, generate_series(0, done - 1) t, (values ('write', 0, null::int, null::int), ('baseline', 1, null, null),
            ('trial/0/0', 2, 0, 0), ('trial/0/1', 3, 0, 1), ('trial/1/0', 4, 1, 0), ('trial/1/1', 5, 1, 1),
            ('learnability/0', 2, 0, null), ('learnability/1', 3, 1, null),
            ('promote', 6, null, null), ('teach', 7, null, null)) u (name, place, k, j)
        where kind = 'soar' and case split_part(u.name, '/', 1) when 'learnability' then learnable
            when 'trial' then not learnable when 'baseline' then not learnable else true end;
analyze of_block;
analyze unit;

-- Share of reward questions that the baseline and each student answer correctly.
create temp table skill on commit drop as
    select r.id as run_id, t, k, j, s.base,
        least(0.95, greatest(0.02, s.base + r.lift * (seed.u(r.id, seed.use(2, t, k, 0, 0)) - 0.35) * 0.3
            + 0.08 * (seed.u(r.id, seed.use(3, t, k, j, 0)) - 0.5))) as student
    from of_block r cross join generate_series(0, r.done - 1) t
    cross join lateral (select least(0.9, 0.08 + 0.04 * t * r.lift + 0.1 * seed.u(r.id, seed.use(1, t, 0, 0, 0))) as base) s
    cross join generate_series(0, 1) k cross join generate_series(0, 1) j
    where r.kind = 'soar';

create temp table sample on commit drop as
    select r.id as run_id, u.unit, x.* from unit u join of_block r on r.id = u.run_id
    cross join lateral (
        select row_number() over () - 1 as ordinal, y.* from (
            select 'SCREEN' as purpose, 0 as step, i as prompt_index, s as sample,
                seed.problem_id(r.set_name, 20 * u.k + i) as problem_id, seed.problem_answer(r.problem_set, 20 * u.k + i) as right_answer,
                case when (20 * u.k + i + r.experiment) % 5 <> 0 then false when s = 0 then true
                    else seed.u(r.id, seed.use(4, u.k, 0, s, i)) < 0.6 end as correct, null::text as rejection
            from generate_series(0, 19) i, generate_series(0, 1) s where u.kind = 'screen'
            union all
            select 'EVALUATE', 0, i, s, seed.problem_id(r.set_name, seed.hard_index(r.experiment, 2 * i + 1)),
                seed.problem_answer(r.problem_set, seed.hard_index(r.experiment, 2 * i + 1)),
                seed.u(r.id, seed.use(5, 0, 0, s, i)) < seed.u(r.experiment, 500 + i) * case r.policy when 'BASE' then 0.05
                    when 'PROMOTED' then 0.05 + 0.2 * r.lift else 0.05 + 0.08 * r.lift end, null
            from generate_series(0, 7) i, generate_series(0, 7) s where u.kind = 'evaluate'
            union all
            select 'CANDIDATE', 0, q, 0, seed.problem_id(r.set_name, seed.hard_index(r.experiment, 2 * q)),
                seed.problem_answer(r.problem_set, seed.hard_index(r.experiment, 2 * q)),
                seed.u(r.id, seed.use(19, 0, 0, 0, q)) < 0.1 + 0.2 * r.lift, null
            from generate_series(0, 15) q where u.kind = 'candidate'
            union all
            select 'TRAIN', u.k, i, s, seed.problem_id(r.set_name, seed.hard_index(r.experiment, 2 * ((i + 4 * u.k) % 16))),
                seed.problem_answer(r.problem_set, seed.hard_index(r.experiment, 2 * ((i + 4 * u.k) % 16))),
                seed.u(r.id, seed.use(6, u.k, 0, s, i)) < 0.06, null
            from generate_series(0, 3) i, generate_series(0, r.samples - 1) s where u.kind = 'segment'
            union all
            select 'WRITE', 0, k, i, k || '.' || i, seed.question_answer(r.id, u.t, k, i), true, null
            from generate_series(0, 1) k, generate_series(0, 3) i where u.kind = 'write'
            union all
            select 'WRITE', 1, n % 2, 4 + n / 2, '', null, false, (array['NO_BOX', 'NO_QUESTION'])[1 + n % 2]
            from generate_series(0, floor(3 * seed.u(r.id, seed.use(7, u.t, 0, 0, 0)))::int - 1) n where u.kind = 'write'
            union all
            select 'WRITE', 0, 0, i, '0.' || i, seed.question_answer(r.id, 0, 0, i), true, null
            from generate_series(0, 7) i where u.kind = 'sample'
            union all
            select 'LEARNABILITY', 0, i, s, u.k || '.' || i, seed.question_answer(r.id, u.t, u.k, i),
                seed.u(r.id, seed.use(17, u.t, u.k, s, i)) < seed.u(r.id, seed.use(18, u.t, u.k, 0, i)) - 0.2, null
            from generate_series(0, 3) i, generate_series(0, 3) s where u.kind = 'learnability'
            union all
            select 'BASELINE', 0, q, 0, seed.problem_id(r.set_name, seed.hard_index(r.experiment, 2 * ((q + 5 * u.t) % 16))),
                seed.problem_answer(r.problem_set, seed.hard_index(r.experiment, 2 * ((q + 5 * u.t) % 16))),
                seed.u(r.id, seed.use(8, u.t, 0, 0, q)) < (select min(base) from skill s where s.run_id = r.id and s.t = u.t), null
            from generate_series(0, 7) q where u.kind = 'baseline'
            union all
            select 'TRAIN', step, i, s, u.k || '.' || i, seed.question_answer(r.id, u.t, u.k, i),
                seed.u(r.id, seed.use(9, u.t, u.k, u.j, step * 10000 + i * 1000 + s)) < 0.35 + 0.15 * step, null
            from generate_series(0, 1) step, generate_series(0, 3) i, generate_series(0, r.samples - 1) s where u.kind = 'trial'
            union all
            select 'REWARD', 0, q, 0, seed.problem_id(r.set_name, seed.hard_index(r.experiment, 2 * ((q + 5 * u.t) % 16))),
                seed.problem_answer(r.problem_set, seed.hard_index(r.experiment, 2 * ((q + 5 * u.t) % 16))),
                seed.u(r.id, seed.use(10, u.t, u.k, u.j, q)) < (select student from skill s
                    where s.run_id = r.id and s.t = u.t and s.k = u.k and s.j = u.j), null
            from generate_series(0, 7) q where u.kind = 'trial') y) x;

insert into rollout_:block (run_id, unit, ordinal, purpose, step, prompt_index, sample, problem_id, seed, answer, verdict, reward,
        advantage, prompt_tokens, completion_tokens, finish_reason, rejection, rule, other_verdict)
    select run_id, unit, ordinal, purpose, step, prompt_index, sample, problem_id, draw & 4611686018427387903,
        case when correct then right_answer when verdict = 'DIFFERENT' then (draw & 8191)::text end, verdict,
        correct::int,
        case when purpose = 'TRAIN' then correct::int - (sum(correct::int) over same - correct::int)::double precision
            / greatest(1, count(*) over same - 1) else 0 end,
        case purpose when 'WRITE' then 41 else 18 + (draw & 7) end, 6 + (draw >> 8 & 31),
        case when verdict = 'NO_ANSWER' and rejection is null then 'LENGTH' else 'STOP' end, rejection, 'STRICT',
        (case when purpose = 'WRITE' then null when verdict = 'DIFFERENT' and draw >> 20 & 511 = 0 then 'VERIFIED' else verdict end)
            ::grading_verdict
    from (
        select *, case when correct then 'VERIFIED' when rejection is not null or draw >> 30 & 63 = 0 then 'NO_ANSWER'
            when draw >> 36 & 127 = 0 then 'UNPARSABLE' else 'DIFFERENT' end as verdict
        from (select *, hashint8extended(run_id * 100000 + ordinal, hashtextextended(unit, 3)) as draw from sample) d) v
    window same as (partition by run_id, unit, purpose, step, prompt_index);
insert into rollout_text_:block (run_id, unit, ordinal, text)
    select s.run_id, s.unit, s.ordinal, case when r.rejection is not null then 'I would rather write about the weather.'
        when r.purpose = 'WRITE' then seed.question(split_part(s.unit, '/', 2)::int, s.prompt_index, s.sample) || ' \boxed{' || r.answer || '}'
        when r.answer is null then 'Let me think about this step by step, and then once more from the start'
        else 'We take one step after the other, which gives \boxed{' || r.answer || '}' end
    from sample s join of_block b on b.id = s.run_id and b.texts
    join rollout_:block r on r.run_id = s.run_id and r.unit = s.unit and r.ordinal = s.ordinal;

-- The database refuses a unit of a run without an owner.
insert into run_owner (run_id, owner, fence)
    select id, 'seeded-' || id % 3, 1 from of_block where started is not null;
insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, tokens, started_at, ended_at, rules_compared, rules_differ)
    select u.run_id, u.unit, 1, 1, 'seeded-' || u.run_id % 3, '{}', coalesce(s.rollouts, 0), coalesce(s.tokens, 0),
        r.started + r.length * interval '1 second' * u.place / (1 + max(u.place) over of_run),
        r.started + r.length * interval '1 second' * (u.place + 0.9) / (1 + max(u.place) over of_run),
        coalesce(s.compared, 0), coalesce(s.differ, 0)
    from unit u join of_block r on r.id = u.run_id
    left join (select run_id, unit, count(*) as rollouts, sum(prompt_tokens + completion_tokens) as tokens,
            count(other_verdict) as compared, count(*) filter (where (verdict = 'VERIFIED') <> (other_verdict = 'VERIFIED')) as differ
        from rollout_:block group by run_id, unit) s on s.run_id = u.run_id and s.unit = u.unit
    window of_run as (partition by u.run_id);
insert into run_usage (run_id, rollouts, tokens, seconds, accelerator_seconds)
    select run_id, sum(rollouts), sum(tokens), extract(epoch from sum(ended_at - started_at)), 0
    from run_unit where run_id between :block * 1000 and :block * 1000 + 999 group by run_id;
insert into run_heartbeat (run_id, fence, lease_until) select id, 1, now() + interval '10 years' from of_block where state = 'running';
delete from run_owner o using of_block r where r.id = o.run_id and r.state <> 'running';

insert into artifact (path, run_id, unit, kind, sha256, bytes, created_at, removed_at)
    select 'r' || u.run_id || '/' || u.unit || f.path, u.run_id, u.unit, f.kind, seed.sha256(u.run_id || u.unit || f.path), f.bytes, w.ended_at,
        case when u.kind = 'trial' and r.state = 'succeeded' or f.kind = 'completions' then w.ended_at + interval '1 minute' end
    from unit u join of_block r on r.id = u.run_id join run_unit w on w.run_id = u.run_id and w.unit = u.unit
    join (values ('init', '/student/f1.1', 'checkpoint', 128469), ('init', '/teacher/f1.1', 'checkpoint', 128469),
        ('trial', '/student/f1.1', 'checkpoint', 128469), ('teach', '/teacher/f1.1', 'checkpoint', 385613),
        ('segment', '/student/f1.1', 'checkpoint', 385613), ('write', '/completions/f1.1/completions.gz', 'completions', 6700))
        f (of_kind, path, kind, bytes) on f.of_kind = u.kind
    where u.kind <> 'init' or f.path like '/student%' or r.kind = 'soar';
insert into policy (run_id, unit, role, path, sha256, optimizer_steps)
    select u.run_id, u.unit, split_part(right(a.path, -length('r' || u.run_id || '/' || u.unit || '/')), '/', 1), a.path, a.sha256,
        case u.kind when 'init' then 0 when 'teach' then u.t + 1 when 'segment' then u.k + 1 else 2 end
    from unit u join artifact a on a.run_id = u.run_id and a.unit = u.unit and a.kind = 'checkpoint';

insert into outer_step (run_id, t, unit, accepted, attempts, rejected, multiple_questions, duplicate_questions)
    select u.run_id, u.t, u.unit, 8, w.rollouts,
        coalesce((select jsonb_object_agg(rejection, n) from (select rejection, count(*) as n from rollout_:block r
            where r.run_id = u.run_id and r.unit = u.unit and rejection is not null group by rejection) c), '{}'), 0, 0
    from unit u join run_unit w on w.run_id = u.run_id and w.unit = u.unit where u.kind = 'write';
insert into question_set (run_id, t, k) select run_id, t, s.k from unit cross join generate_series(0, 1) s (k) where kind = 'write';
insert into question (run_id, t, k, i, question, answer)
    select run_id, t, s.k, i, seed.question(t, s.k, i), seed.question_answer(run_id, t, s.k, i)
    from unit cross join generate_series(0, 1) s (k) cross join generate_series(0, 3) i where kind = 'write';

insert into question_sample (run_id, unit, accepted, attempts, rejected, multiple_questions, duplicate_questions)
    select u.run_id, u.unit, 8, 8, '{}', 0, 0 from unit u where kind = 'sample';
insert into sampled_question (run_id, position, unit, question, answer)
    select run_id, i, unit, seed.question(0, 0, i), seed.question_answer(run_id, 0, 0, i)
    from unit cross join generate_series(0, 7) i where kind = 'sample';
insert into learnability (run_id, t, k, i, unit, samples, correct, student_sha256)
    select u.run_id, u.t, u.k, r.prompt_index, u.unit, count(*), count(*) filter (where r.verdict = 'VERIFIED'), a.sha256
    from unit u join rollout_:block r on r.run_id = u.run_id and r.unit = u.unit
    join artifact a on a.path = 'r' || u.run_id || '/init/student/f1.1'
    where u.kind = 'learnability' group by u.run_id, u.t, u.k, r.prompt_index, u.unit, a.sha256;

create temp table score on commit drop as
    select u.run_id, u.t, u.k, u.j, u.unit, 'r' || u.run_id || '/' || u.unit || '/student/f1.1' as path,
        (count(*) filter (where verdict = 'VERIFIED'))::int as correct
    from unit u join rollout_:block r on r.run_id = u.run_id and r.unit = u.unit and r.purpose in ('BASELINE', 'REWARD')
    where u.kind in ('baseline', 'trial') group by u.run_id, u.t, u.k, u.j, u.unit;
create temp table reward on commit drop as
    select s.run_id, s.t, s.k, s.j, s.path, (s.correct - b.correct) / 8.0::double precision as reward
    from score s join score b on b.run_id = s.run_id and b.t = s.t and b.k is null where s.k is not null;
create temp table set_score on commit drop as
    select run_id, t, k, avg(reward) as reward from reward group by run_id, t, k
    union all select run_id, t, k, avg(case correct when 0 then 0 else (samples - correct) / samples::double precision end)
        from learnability where run_id between :block * 1000 and :block * 1000 + 999 group by run_id, t, k;
create temp table decision on commit drop as
with recursive sets as (select * from set_score),
steps as (
    select run_id, t, avg(reward) as mean, (array_agg(k order by reward desc, k))[1] as best from sets group by run_id, t),
medians as (
    select s.run_id, s.t, s.mean, s.best, (array_agg(r.j order by r.reward, r.j))[1] as median,
        (array_agg(r.path order by r.reward, r.j))[1] as path
    from steps s left join reward r on r.run_id = s.run_id and r.t = s.t and r.k = s.best group by s.run_id, s.t, s.mean, s.best),
decided as (
    select r.id as run_id, -1 as t, 0::double precision as mean, 0 as best, 0 as median, array[]::double precision[] as since,
        null::double precision as moving, case when not r.learnable then r.tau::double precision end as tau, false as promoted, 0 as promotions,
        null as before, 'r' || r.id || '/init/student/f1.1' as after
    from of_block r where r.kind = 'soar' and r.started is not null
    union all
    select m.run_id, m.t, m.mean, m.best, m.median, case when n.moving > d.tau then array[]::double precision[] else n.since end,
        n.moving, d.tau, coalesce(n.moving > d.tau, false), d.promotions + coalesce(n.moving > d.tau, false)::int, d.after,
        case when n.moving > d.tau then m.path else d.after end
    from decided d join medians m on m.run_id = d.run_id and m.t = d.t + 1
    cross join lateral (select d.since || m.mean as since,
        case when cardinality(d.since) >= 1 then (d.since[cardinality(d.since)] + m.mean) / 2 end as moving) n)
select * from decided where t >= 0;

insert into baseline (run_id, t, unit, questions, correct, student_sha256)
    select s.run_id, s.t, s.unit, 8, s.correct, a.sha256 from score s
    join decision d on d.run_id = s.run_id and d.t = s.t join artifact a on a.path = d.before where s.k is null;
insert into baseline_outcome (run_id, t, ordinal, problem, correct)
    select r.run_id, u.t, r.ordinal, r.problem_id, r.verdict = 'VERIFIED' from rollout_:block r
    join unit u on u.run_id = r.run_id and u.unit = r.unit where r.purpose = 'BASELINE';
insert into trial (run_id, t, k, j, unit, correct, reward, start_sha256, student_path, student_sha256)
    select s.run_id, s.t, s.k, s.j, s.unit, s.correct, r.reward, b.student_sha256, a.path, a.sha256
    from score s join reward r on r.run_id = s.run_id and r.t = s.t and r.k = s.k and r.j = s.j
    join baseline b on b.run_id = s.run_id and b.t = s.t join artifact a on a.path = s.path;
insert into trial_outcome (run_id, t, k, j, ordinal, correct)
    select r.run_id, u.t, u.k, u.j, r.prompt_index, r.verdict = 'VERIFIED' from rollout_:block r
    join unit u on u.run_id = r.run_id and u.unit = r.unit where r.purpose = 'REWARD';
insert into set_reward (run_id, t, k, unit, reward)
    select run_id, t, k, 't/' || t || '/promote', reward from set_score;
insert into set_advantage (run_id, t, k, unit, advantage)
    select run_id, t, k, 't/' || t || '/teach', reward - (sum(reward) over (partition by run_id, t) - reward)
    from set_reward where run_id between :block * 1000 and :block * 1000 + 999;
insert into promotion (run_id, t, unit, mean_reward, moving_average, tau, best_set, median_repeat, promoted, student_path,
        student_sha256, promotions)
    select d.run_id, d.t, 't/' || d.t || '/promote', d.mean, d.moving, d.tau, d.best, d.median, d.promoted, a.path, a.sha256, d.promotions
    from decision d join artifact a on a.path = d.after;
insert into run_summary (run_id, unit, outer_steps_done, promotions, last_mean_reward, last_moving_average)
    select distinct on (run_id) run_id, 't/' || t || '/promote', t + 1, promotions, mean, moving from decision
    order by run_id, t desc;

insert into training_step (run_id, unit, step, role, learning_rate, mean_reward, correct_share, loss, kl, entropy, gradient_norm,
        clipped, skipped, mismatch_mean, mismatch_max, tokens, seconds)
    select s.run_id, s.unit, s.step, s.role, s.rate, s.mean_reward, s.correct_share, seed.u(s.run_id, seed.use(13, s.step, 0, 0, 0)) - 0.5, null, 0.2 + 0.8 * seed.u(s.run_id, seed.use(14, s.step, 0, 0, 0)),
        norm, norm > 1, coalesce(s.mean_reward in (0, 1), false), 4e-7, 9e-6, s.samples, 0.02 + 0.03 * seed.u(s.run_id, seed.use(15, s.step, 0, 0, 0))
    from (
        select r.run_id, r.unit, r.step, 'student' as role, b.rate, avg(r.reward) as mean_reward,
            avg((r.verdict = 'VERIFIED')::int) as correct_share, sum(r.prompt_tokens + r.completion_tokens) as samples
        from rollout_:block r join of_block b on b.id = r.run_id where r.purpose = 'TRAIN' group by r.run_id, r.unit, r.step, b.rate
        union all
        select u.run_id, u.unit, u.t, 'teacher', 0.0005, null, null, w.tokens from unit u join run_unit w
            on w.run_id = u.run_id and w.unit = 't/' || u.t || '/write' where u.kind = 'teach') s
    cross join lateral (select 0.3 + seed.u(s.run_id, seed.use(16, s.step, 0, 0, length(s.unit))) as norm) g;

-- Rewards are 0 or 1, so their variance follows from their mean.
insert into metric_point_:block (run_id, unit, name, step, value)
    select run_id, unit, 'student/reward_variance', step, mean_reward * (1 - mean_reward) from training_step
    where run_id between :block * 1000 and :block * 1000 + 999 and mean_reward is not null;

insert into screening (run_id, unit, problem, samples, correct, truncated)
    select run_id, unit, problem_id, count(*), count(*) filter (where verdict = 'VERIFIED'),
        count(*) filter (where finish_reason = 'LENGTH') from rollout_:block where purpose = 'SCREEN' group by run_id, unit, problem_id;
insert into hard_set (run_id, half, ordinal, problem, unit)
    select r.id, case h % 2 when 0 then 'train' else 'test' end, h / 2,
        seed.problem_id(r.set_name, seed.hard_index(r.experiment, h)), 'split'
    from of_block r cross join generate_series(0, 31) h where r.kind = 'screen' and r.state = 'succeeded';
insert into named_hard_set (name, run_id, description, created_by)
    select 'hard-' || min(id), min(id), 'seeded', 'seed' from of_block where kind = 'screen' and state = 'succeeded' having count(*) > 0;
insert into evaluation (run_id, unit, problem, samples, correct, truncated)
    select run_id, unit, problem_id, count(*), count(*) filter (where verdict = 'VERIFIED'),
        count(*) filter (where finish_reason = 'LENGTH') from rollout_:block where purpose = 'EVALUATE' group by run_id, unit, problem_id;
insert into evaluation_total (run_id, unit, problems, samples, truncated_share)
    select run_id, 'total', count(*), 8, sum(truncated)::double precision / sum(samples) from evaluation
    where run_id between :block * 1000 and :block * 1000 + 999 group by run_id;
-- Of n samples of which c are right, k drawn without repetition are all wrong with probability C(n - c, k) / C(n, k).
insert into pass_at_k (run_id, unit, k, value)
    select run_id, 'total', k, avg(1 - case when samples - correct < k then 0
        else factorial(samples - correct) / factorial(samples - correct - k) * factorial(samples - k) / factorial(samples) end)
    from evaluation cross join unnest(array[1, 2, 4, 8]) k
    where run_id between :block * 1000 and :block * 1000 + 999 group by run_id, k;
insert into candidate (run_id, t, unit, problems, correct, student_sha256)
    select run_id, 0, unit, count(*), count(*) filter (where verdict = 'VERIFIED'), seed.sha256(run_id || unit)
    from rollout_:block where purpose = 'CANDIDATE' group by run_id, unit;
insert into candidate_outcome (run_id, t, ordinal, problem, correct)
    select run_id, 0, ordinal, problem_id, verdict = 'VERIFIED' from rollout_:block where purpose = 'CANDIDATE';
insert into chosen_student (run_id, unit, t, student_sha256)
    select run_id, 'choose', t, student_sha256 from candidate where run_id between :block * 1000 and :block * 1000 + 999;
-- The seeded runs without students are rewarded for learnability; those of alignment have as many of these rows.
insert into reference_problem (run_id, t, ordinal, unit, problem_id)
    select u.run_id, u.t, q, u.unit, seed.problem_id(r.set_name, seed.hard_index(r.experiment, 2 * ((q + 5 * u.t) % 16)))
    from unit u join of_block r on r.id = u.run_id cross join generate_series(0, 7) q where u.kind = 'learnability' and u.k = 0;
insert into unit_progress (run_id, unit, done, total, message, updated_at)
    select id, 't/' || done || '/write', 3, 8, 'questions', started + length * interval '1 second' from of_block
    where state = 'running';
