-- The public views of the schema history. They only ever gain views and columns: schemas/history.json is the list, and a
-- test compares. Every view is a security barrier and shows what history_access lets its reader see.
--
-- A view that is a security barrier is planned by itself: a condition reaches its tables only if it stands on the view's
-- own columns. So every view about runs has experiment_id and run_id, and readers join views on both.

-- The row rule. Not a barrier of its own, so that the planner merges it into the views.
create view history_access.readable_run as
    select r.*, e.problem_set_id from public.run r join public.experiment e on e.id = r.experiment_id
    where (select history_access.sees_all()) or e.owner = (select history_access.viewer()) or e.shared;
comment on view history_access.readable_run is 'the runs whose experiment the session may read';

-- A retry has all finished units of the run that it continues, and shows them; the earlier run shows none.
create view history_access.reported_run as
    select r.* from history_access.readable_run r
    where not exists (select from public.run n where n.previous = r.id and n.inherits);
comment on view history_access.reported_run is 'the readable runs that no retry continues: results are shown under them';

create view history_access.unit as
    select r.experiment_id, u.run_id, u.unit, coalesce(u.inherited_from, u.run_id) as made_by_run_id,
        case when u.unit like 't/%' then split_part(u.unit, '/', 3) else split_part(u.unit, '/', 1) end as kind,
        case when u.unit like 't/%' then split_part(u.unit, '/', 2)::int end as outer_step,
        case when u.unit like 't/%/trial/%' then split_part(u.unit, '/', 4)::int end as question_set,
        case when u.unit like 't/%/trial/%' then split_part(u.unit, '/', 5)::int end as repeat,
        case when u.unit not like 't/%' and strpos(u.unit, '/') > 0 then split_part(u.unit, '/', 2)::int end as block,
        u.attempt, u.owner, u.rollouts, u.tokens, u.rules_compared, u.rules_differ, u.started_at, u.ended_at
    from history_access.reported_run r join public.run_unit u on u.run_id = r.id;
comment on view history_access.unit is 'the units of reported runs, with the parts of their names';

create view history.experiments with (security_barrier) as
    select e.id as experiment_id, e.name, e.owner, e.shared, e.preset, e.seed, s.state, s.reason, e.problem_set_id,
        p.name as problem_set, e.cloned_from as cloned_from_experiment_id, e.tags, e.spec, e.created_at, s.started_at,
        s.ended_at, s.outer_steps_done, s.promotions, s.last_mean_reward, s.last_moving_average
    from public.experiment e join public.problem_set p on p.id = e.problem_set_id
    left join public.experiment_summary s on s.experiment_id = e.id
    where (select history_access.sees_all()) or e.owner = (select history_access.viewer()) or e.shared;
comment on view history.experiments is 'Experiments, one row each.';

create view history.runs with (security_barrier) as
    select r.experiment_id, r.id as run_id, r.name, r.kind, r.generation,
        not exists (select from public.run n where n.experiment_id = r.experiment_id and n.name = r.name
            and n.generation > r.generation) as is_newest,
        r.previous as previous_run_id, r.inherits as continues_previous,
        (select min(n.id) from public.run n where n.previous = r.id and n.inherits) as continued_by_run_id,
        r.owner, r.pool, r.priority, r.state, r.reason, r.failure as failure_class, r.seed,
        r.settings ->> 'policy' as evaluated_policy, r.settings, r.created_at, r.started_at, r.ended_at,
        extract(epoch from r.ended_at - r.started_at)::double precision as duration_seconds,
        s.outer_steps_done, s.promotions, s.last_mean_reward, s.last_moving_average
    from history_access.readable_run r left join public.run_summary s on s.run_id = r.id;
comment on view history.runs is
    'Runs, one row each, those that a retry or a restart replaced included. A failed or cancelled run shows what it finished; a run that a retry continues shows its results under the retry.';

create view history.run_settings with (security_barrier) as
    select r.experiment_id, r.id as run_id, e.seed, e.spec #>> '{model,path}' as model,
        e.spec #>> '{model,precision}' as precision, e.spec #>> '{problems,set}' as problem_set,
        e.spec #>> '{grading,rule}' as grading_rule, (e.spec #>> '{grading,compareRules}')::boolean as compares_rules,
        (e.spec #>> '{soar,outer,tau}')::double precision as tau, (e.spec #>> '{soar,outer,steps}')::int as outer_steps,
        (e.spec #>> '{soar,outer,sets}')::int as question_sets,
        (e.spec #>> '{soar,outer,questions}')::int as questions_per_set,
        (e.spec #>> '{soar,outer,repeats}')::int as repeats,
        (e.spec #>> '{soar,outer,rewardQuestions}')::int as reward_questions,
        (e.spec #>> '{soar,outer,window}')::int as moving_average_window,
        e.spec #>> '{soar,outer,teacherRewards}' as teacher_rewards,
        (e.spec #>> '{soar,inner,steps}')::int as inner_steps, (e.spec #>> '{soar,inner,maxSteps}')::int as max_inner_steps,
        (e.spec #>> '{soar,inner,stepsPerPromotion}')::int as inner_steps_per_promotion,
        (e.spec #>> '{soar,inner,questionsPerStep}')::int as questions_per_step,
        (e.spec #>> '{soar,inner,groupSize}')::int as group_size,
        (e.spec #>> '{soar,student,learningRate}')::double precision as student_learning_rate,
        (e.spec #>> '{soar,teacher,learningRate}')::double precision as teacher_learning_rate,
        (e.spec #>> '{soar,student,loss,kl,coefficient}')::double precision as student_kl_coefficient,
        (e.spec #>> '{soar,teacher,loss,kl,coefficient}')::double precision as teacher_kl_coefficient,
        (e.spec #>> '{soar,student,temperature}')::double precision as student_temperature,
        (e.spec #>> '{soar,teacher,temperature}')::double precision as teacher_temperature,
        (e.spec #>> '{soar,student,maxTokens}')::int as student_max_tokens,
        (e.spec #>> '{soar,teacher,maxTokens}')::int as teacher_max_tokens,
        (e.spec #>> '{soar,lora,rank}')::int as lora_rank, (e.spec #>> '{soar,lora,alpha}')::double precision as lora_alpha,
        (e.spec #>> '{screen,samples}')::int as screen_samples, (e.spec #>> '{evaluate,samples}')::int as evaluate_samples,
        (e.spec #>> '{evaluate,problems}')::int as evaluate_problems, e.spec
    from history_access.readable_run r join public.experiment e on e.id = r.experiment_id;
comment on view history.run_settings is 'The most used settings as columns and all of them as JSON, one row per run.';

create view history.settings with (security_barrier) as
    select e.id as experiment_id, s.path, s.value
    from public.experiment e cross join lateral (
        with recursive part (path, value) as (
            select ''::text, e.spec
            union all
            select case part.path when '' then f.key else part.path || '.' || f.key end, f.value
            from part cross join lateral jsonb_each(part.value) f where jsonb_typeof(part.value) = 'object')
        select part.path, part.value from part where jsonb_typeof(part.value) <> 'object') s
    where (select history_access.sees_all()) or e.owner = (select history_access.viewer()) or e.shared;
comment on view history.settings is 'Settings of experiments, one row per setting.';

create view history.problem_sets with (security_barrier) as
    select p.id as problem_set_id, p.name, p.source, p.format, p.comparison, p.problems, p.skipped,
        p.sha256 as content_sha256, p.created_by, p.created_at
    from public.problem_set p
    where (select history_access.sees_all()) or p.created_by is null or p.created_by = (select history_access.viewer())
        or exists (select from public.experiment e where e.problem_set_id = p.id
            and (e.owner = (select history_access.viewer()) or e.shared));
comment on view history.problem_sets is
    'Problem sets: the built-in ones, those that the reader uploaded, and those of experiments that the reader sees.';

create view history.problems with (security_barrier) as
    select p.problem_set_id, s.name as problem_set, p.ordinal as position, p.id as problem_id, p.question, p.answer,
        p.tolerance, p.unit
    from public.problem_set s join public.problem p on p.problem_set_id = s.id
    where (select history_access.sees_all()) or s.created_by is null or s.created_by = (select history_access.viewer())
        or exists (select from public.experiment e where e.problem_set_id = s.id
            and (e.owner = (select history_access.viewer()) or e.shared));
comment on view history.problems is 'Problems of the problem sets, with their reference answers.';

create view history.screenings with (security_barrier) as
    select r.experiment_id, s.run_id, s.problem as problem_id, s.samples, s.correct, s.truncated,
        s.correct::double precision / s.samples as share_correct
    from history_access.reported_run r join public.screening s on s.run_id = r.id;
comment on view history.screenings is 'How often the base model solved each problem of the set, one row per screened problem.';

create view history.hard_problems with (security_barrier) as
    select r.experiment_id, h.run_id, h.half, h.ordinal as position, h.problem as problem_id, p.question, p.answer
    from history_access.reported_run r join public.hard_set h on h.run_id = r.id
    left join public.problem p on p.problem_set_id = r.problem_set_id and p.id = h.problem;
comment on view history.hard_problems is 'Problems that the base model did not solve once, in their two halves.';

create view history.units with (security_barrier) as
    select u.experiment_id, u.run_id, u.unit, u.kind, u.outer_step, u.question_set, u.repeat, u.block,
        u.made_by_run_id, u.made_by_run_id <> u.run_id as inherited, u.attempt, u.owner as control_plane, u.rollouts,
        u.tokens, u.rules_compared, u.rules_differ, u.started_at, u.ended_at,
        extract(epoch from u.ended_at - u.started_at)::double precision as duration_seconds
    from history_access.unit u;
comment on view history.units is 'Finished units, the pieces of a run that are committed as a whole, with their times.';

create view history.outer_steps with (security_barrier) as
    select r.experiment_id, o.run_id, o.t as outer_step, o.accepted, o.attempts, o.attempts - o.accepted as rejected,
        o.rejected as rejections, o.multiple_questions, o.duplicate_questions, b.correct as baseline_correct,
        b.questions as reward_questions, b.correct::double precision / nullif(b.questions, 0) as baseline_share_correct,
        p.mean_reward, p.moving_average, p.tau, p.best_set as best_question_set, p.median_repeat, p.promoted, p.promotions,
        s.learning_rate as teacher_learning_rate, s.loss as teacher_loss, s.kl as teacher_kl,
        s.gradient_norm as teacher_gradient_norm, s.skipped as teacher_step_skipped
    from history_access.reported_run r join public.outer_step o on o.run_id = r.id
    left join public.baseline b on b.run_id = o.run_id and b.t = o.t
    left join public.promotion p on p.run_id = o.run_id and p.t = o.t
    left join public.training_step s on s.run_id = o.run_id and s.unit = 't/' || o.t || '/teach';
comment on view history.outer_steps is
    'Outer steps that have their questions, one row each; columns of later parts are null until these are finished.';

create view history.rejections with (security_barrier) as
    select r.experiment_id, o.run_id, o.t as outer_step, x.key as reason, x.value::int as completions
    from history_access.reported_run r join public.outer_step o on o.run_id = r.id
    cross join lateral jsonb_each_text(o.rejected) x;
comment on view history.rejections is 'Why completions of the teacher were not accepted, one row per outer step and reason.';

create view history.reward_questions with (security_barrier) as
    select r.experiment_id, b.run_id, b.t as outer_step, b.ordinal as position, b.problem as problem_id,
        b.correct as baseline_correct
    from history_access.reported_run r join public.baseline_outcome b on b.run_id = r.id;
comment on view history.reward_questions is
    'The hard problems that score the students of an outer step, with the baseline''s outcome.';

create view history.question_sets with (security_barrier) as
    select r.experiment_id, q.run_id, q.t as outer_step, q.k as question_set, x.reward, a.advantage,
        p.best_set = q.k as is_best, p.promoted and p.best_set = q.k as promoted
    from history_access.reported_run r join public.question_set q on q.run_id = r.id
    left join public.set_reward x on x.run_id = q.run_id and x.t = q.t and x.k = q.k
    left join public.set_advantage a on a.run_id = q.run_id and a.t = q.t and a.k = q.k
    left join public.promotion p on p.run_id = q.run_id and p.t = q.t;
comment on view history.question_sets is 'Question sets that the teacher wrote, one row each.';

create view history.questions with (security_barrier) as
    select r.experiment_id, q.run_id, q.t as outer_step, q.k as question_set, q.i as position, q.k || '.' || q.i as question_id,
        q.question, q.answer
    from history_access.reported_run r join public.question q on q.run_id = r.id;
comment on view history.questions is
    'Questions of the question sets as the teacher wrote them. Nobody checked the answers: they may be wrong.';

create view history.trials with (security_barrier) as
    select r.experiment_id, x.run_id, x.t as outer_step, x.k as question_set, x.j as repeat, x.correct,
        b.questions as reward_questions, x.correct::double precision / nullif(b.questions, 0) as share_correct, x.reward,
        p.promoted and p.best_set = x.k and p.median_repeat = x.j as promoted,
        x.start_sha256 as start_student_sha256, x.student_sha256,
        x.run_id || '/student/' || x.unit as policy_id
    from history_access.reported_run r join public.trial x on x.run_id = r.id
    left join public.baseline b on b.run_id = x.run_id and b.t = x.t
    left join public.promotion p on p.run_id = x.run_id and p.t = x.t;
comment on view history.trials is 'Trials: a student trained on a question set and then scored on the reward questions.';

create view history.trial_outcomes with (security_barrier) as
    select r.experiment_id, o.run_id, o.t as outer_step, o.k as question_set, o.j as repeat, o.ordinal as position,
        b.problem as problem_id, b.correct as baseline_correct, o.correct
    from history_access.reported_run r join public.trial_outcome o on o.run_id = r.id
    join public.baseline_outcome b on b.run_id = o.run_id and b.t = o.t and b.ordinal = o.ordinal;
comment on view history.trial_outcomes is 'The outcome of each trial on each reward question, next to the baseline''s.';

create view history.training_steps with (security_barrier) as
    select u.experiment_id, s.run_id, s.unit, u.kind as unit_kind, u.outer_step, u.question_set, u.repeat,
        u.block as segment, s.role, s.step, s.learning_rate, s.mean_reward, s.correct_share as share_correct, s.loss, s.kl,
        s.entropy, s.gradient_norm, s.clipped, s.skipped, s.mismatch_mean, s.mismatch_max, s.tokens,
        s.seconds as duration_seconds
    from history_access.unit u join public.training_step s on s.run_id = u.run_id and s.unit = u.unit;
comment on view history.training_steps is 'Optimizer steps of students and of the teacher, one row each.';

-- A unit's rollouts stand together, under the run that made them. The lateral form reads them by the key of their
-- partition, unit by unit, with any number of partitions.
create view history.rollouts with (security_barrier) as
    select u.experiment_id, u.run_id, u.unit, w.ordinal as position, w.purpose, u.kind as unit_kind, u.outer_step,
        case when w.purpose = 'WRITE' then w.prompt_index else u.question_set end as question_set, u.repeat, u.block,
        w.step as inner_step, w.prompt_index, w.sample, nullif(w.problem_id, '') as problem_id,
        case when u.kind = 'trial' and w.purpose = 'TRAIN' or w.purpose = 'WRITE' and w.rejection is null
            then split_part(w.problem_id, '.', 2)::int end as question_position,
        w.seed, w.answer, w.rule::text as rule, case when w.purpose <> 'WRITE' then w.verdict end as verdict,
        w.other_verdict::text as other_verdict,
        case when w.purpose <> 'WRITE' then w.verdict = 'VERIFIED' end as correct,
        case when w.purpose = 'WRITE' then w.verdict = 'VERIFIED' end as answer_parses,
        w.reward as points, w.kl_penalty,
        case when w.purpose = 'WRITE' and w.rejection is null
            then (select a.advantage from public.set_advantage a
                where a.run_id = u.run_id and a.t = u.outer_step and a.k = w.prompt_index)
            else w.advantage end as advantage,
        w.prompt_tokens, w.completion_tokens, w.finish_reason, w.finish_reason = 'LENGTH' as truncated, w.rejection,
        u.made_by_run_id
    from history_access.unit u cross join lateral (
        select * from public.rollout where run_id = u.made_by_run_id and unit = u.unit and u.rollouts > 0 offset 0) w;
comment on view history.rollouts is 'Sampled completions with their grading, one row each; their text is in rollout_texts.';

create view history.rollout_texts with (security_barrier) as
    select u.experiment_id, u.run_id, u.unit, w.ordinal as position, u.kind as unit_kind, u.outer_step, u.question_set,
        u.repeat, u.block, w.text
    from history_access.unit u cross join lateral (
        select * from public.rollout_text where run_id = u.made_by_run_id and unit = u.unit and u.rollouts > 0 offset 0) w;
comment on view history.rollout_texts is 'Texts of completions, as far as execution.rolloutText kept them.';

create view history.promotions with (security_barrier) as
    select r.experiment_id, p.run_id, p.t as outer_step, p.promotions as promotion, p.best_set as question_set,
        p.median_repeat as repeat, x.reward, p.mean_reward, p.moving_average, p.tau, p.student_sha256,
        p.run_id || '/student/t/' || p.t || '/trial/' || p.best_set || '/' || p.median_repeat as policy_id,
        u.ended_at as promoted_at
    from history_access.reported_run r join public.promotion p on p.run_id = r.id and p.promoted
    join public.run_unit u on u.run_id = p.run_id and u.unit = p.unit
    left join public.set_reward x on x.run_id = p.run_id and x.t = p.t and x.k = p.best_set;
comment on view history.promotions is 'Promotions: outer steps whose best set''s median student became the baseline.';

create view history_access.policy as
    select u.experiment_id, u.run_id, p.role, p.unit, u.kind as unit_kind, u.outer_step, u.question_set, u.repeat,
        u.block as segment, p.sha256, p.optimizer_steps, u.ended_at as created_at,
        u.kind = 'init' or u.kind in ('teach', 'segment') or coalesce((select d.promoted and d.best_set = u.question_set
            and d.median_repeat = u.repeat from public.promotion d where d.run_id = u.run_id and d.t = u.outer_step), false)
            as in_line,
        case u.kind when 'init' then 0 when 'teach' then u.outer_step + 1 when 'segment' then u.block + 1
            else 1 + (select count(*) from public.promotion d
                where d.run_id = u.run_id and d.t < u.outer_step and d.promoted)::int end as depth
    from history_access.unit u join public.policy p on p.run_id = u.run_id and p.unit = u.unit;
comment on view history_access.policy is 'policies of reported runs; those in line have descendants';

create view history.policies with (security_barrier) as
    select p.experiment_id, p.run_id, p.run_id || '/' || p.role || '/' || p.unit as policy_id, p.role, p.unit_kind,
        p.outer_step, p.question_set, p.repeat, p.segment, p.depth, p.in_line, p.sha256, p.optimizer_steps, p.created_at
    from history_access.policy p;
comment on view history.policies is 'Adapters of the teacher and of students, one row each, whether or not their files remain.';

create view history.policy_ancestors with (security_barrier) as
    select p.experiment_id, p.run_id, p.run_id || '/' || p.role || '/' || p.unit as policy_id,
        a.run_id || '/' || a.role || '/' || a.unit as ancestor_id, p.depth - a.depth as generations, a.unit_kind,
        a.outer_step, a.question_set, a.repeat, a.segment
    from history_access.policy p join history_access.policy a
        on a.run_id = p.run_id and a.role = p.role and a.in_line and a.depth < p.depth;
comment on view history.policy_ancestors is
    'Lines of descent: every policy with every policy that it was trained on from, the direct parent at one generation.';

create view history.evaluations with (security_barrier) as
    select r.experiment_id, v.run_id, r.settings ->> 'policy' as policy, r.settings ->> 'of' as policy_of_run,
        v.problems, v.samples, v.truncated_share as share_truncated
    from history_access.reported_run r join public.evaluation_total v on v.run_id = r.id;
comment on view history.evaluations is 'Finished evaluations on the held-out half of the hard problems, one row each.';

create view history.evaluation_problems with (security_barrier) as
    select r.experiment_id, v.run_id, r.settings ->> 'policy' as policy, v.problem as problem_id, v.samples, v.correct,
        v.truncated, v.correct::double precision / v.samples as share_correct
    from history_access.reported_run r join public.evaluation v on v.run_id = r.id;
comment on view history.evaluation_problems is 'How often a policy solved each held-out problem, also in evaluations that are not finished.';

create view history.pass_at_k with (security_barrier) as
    select r.experiment_id, p.run_id, r.settings ->> 'policy' as policy, p.k, p.value as pass_at_k
    from history_access.reported_run r join public.pass_at_k p on p.run_id = r.id;
comment on view history.pass_at_k is 'pass@k of finished evaluations, averaged over their problems, one row per k.';

create view history.run_costs with (security_barrier) as
    select r.experiment_id, c.run_id, c.rollouts, c.tokens, c.seconds as working_seconds, c.accelerator_seconds
    from history_access.readable_run r join public.run_usage c on c.run_id = r.id;
comment on view history.run_costs is
    'What each run itself used; inherited units are counted once, with the run that made them, so sums are right.';

create index run_states_of_run on run_event (run_id, id) where kind = 'run.state';

create view history.events with (security_barrier) as
    select v.experiment_id, v.run_id, v.id as event_id, v.position, v.kind, v.payload ->> 'state' as state,
        v.payload ->> 'reason' as reason, case when v.kind = 'unit.done' then v.payload ->> 'kind' end as unit_kind,
        (v.payload ->> 'outerStep')::int as outer_step, (v.payload ->> 'set')::int as question_set,
        (v.payload ->> 'repeat')::int as repeat, (v.payload ->> 'block')::int as block, v.payload, v.created_at
    from public.experiment e join public.run_event v on v.experiment_id = e.id
    where (select history_access.sees_all()) or e.owner = (select history_access.viewer()) or e.shared;
comment on view history.events is 'Events of experiments and runs; old ones are pruned, so the list may begin late.';

create view history.queue_waits with (security_barrier) as
    select r.experiment_id, r.id as run_id, r.pool, r.priority, q.queued_at, q.left_at, q.next_state,
        extract(epoch from q.left_at - q.queued_at)::double precision as wait_seconds
    from history_access.readable_run r cross join lateral (
        select v.payload ->> 'state' as state, v.created_at as queued_at, lead(v.created_at) over (order by v.id) as left_at,
            lead(v.payload ->> 'state') over (order by v.id) as next_state
        from public.run_event v where v.run_id = r.id and v.kind = 'run.state') q
    where q.state = 'queued';
comment on view history.queue_waits is 'Each time that a run was in the queue, from its events; waits whose events are pruned are gone.';

create view history.metric_points with (security_barrier) as
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
    where m.value is not null;
comment on view history.metric_points is 'Figures of runs as named series, one row per point.';

create view history.version with (security_barrier) as select 1 as version;
comment on view history.version is 'The version of these views. It grows when views or columns are added; none is ever removed.';

create view history.catalog with (security_barrier) as
    select c.relname::text as view_name, d.description as comment
    from pg_catalog.pg_class c left join pg_catalog.pg_description d
        on d.objoid = c.oid and d.classoid = 'pg_catalog.pg_class'::regclass and d.objsubid = 0
    where c.relnamespace = 'history'::regnamespace and c.relkind = 'v';
comment on view history.catalog is 'The views of this schema.';

create view history.columns with (security_barrier) as
    select c.relname::text as view_name, a.attnum::int as position, a.attname::text as column_name,
        format_type(a.atttypid, a.atttypmod) as type, d.description as comment
    from pg_catalog.pg_class c join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_catalog.pg_description d
        on d.objoid = c.oid and d.classoid = 'pg_catalog.pg_class'::regclass and d.objsubid = a.attnum
    where c.relnamespace = 'history'::regnamespace and c.relkind = 'v';
comment on view history.columns is 'The columns of the views of this schema, with their meaning.';

-- The meaning of each column: in the lines of '*' wherever a view has such a column, and in a view's own line otherwise.
do $comments$
declare
    meaning record;
begin
    for meaning in
        with line as (
            select split_part(trim(l), ' | ', 1) as of_column, split_part(trim(l), ' | ', 2) as text
            from regexp_split_to_table($$
    *.experiment_id | The experiment; join views on it and run_id.
    *.run_id | The run; results that a retry inherited are under the retry.
    *.outer_step | The outer step t, from 0; null where the row belongs to none.
    *.question_set | The question set k within its outer step, from 0; null where the row belongs to none.
    *.repeat | The repeat j: which of the students trained on the same set, from 0; null where the row belongs to none.
    *.block | Index of the block of problems or of the segment, from 0; null where there is none.
    *.segment | Index of the segment of a train run, from 0; null elsewhere.
    *.unit | The unit's name, which is its key within the run; its parts are in columns of their own.
    *.unit_kind | What the unit does: init, write, baseline, trial, promote, teach, screen, split, segment, evaluate or total.
    *.problem_id | The problem's name within its problem set.
    *.made_by_run_id | The run that did the work: an earlier one if a retry inherited the unit.
    *.owner | The person who owns the experiment.
    *.seed | The seed from which all random numbers of the experiment derive.
    *.state | The current state: waiting, queued, running, pausing, paused, cancelling, succeeded, failed or cancelled.
    *.reason | Why it is in this state, in a sentence; null if nothing was recorded.
    *.created_at | When it was created.
    *.started_at | When work on it first started; null before that.
    *.ended_at | When it ended; null before that.
    *.duration_seconds | Duration in seconds.
    *.outer_steps_done | Outer steps that are decided; null before the first one.
    *.promotions | Students promoted so far; null before the first outer step is decided.
    *.last_mean_reward | Mean reward of the last decided outer step (the paper's R-hat); null before that.
    *.last_moving_average | Moving average at the last decided outer step (the paper's R-bar); null while its window is not full.
    *.question | The question's text.
    *.answer | The reference answer.
    *.samples | Completions sampled per problem.
    *.correct | How many of them are correct.
    *.truncated | How many of them were cut off at the token limit.
    *.share_correct | Share of correct ones, 0 to 1.
    *.mean_reward | Mean of the set rewards of the outer step (the paper's R-hat).
    *.moving_average | Mean of the last mean rewards since the last promotion (the paper's R-bar); null while its window is not full.
    *.tau | The moving average above which a student is promoted (the paper's tau).
    *.rollouts | Number of sampled completions.
    *.tokens | Number of tokens of prompts and completions.
    *.policy | The evaluated policy: BASE, PROMOTED or TRAINED.
    *.policy_id | The policy's key in policies; its parts are in columns of their own.
    *.learning_rate | Learning rate of the step.
    *.rule | The grading rule behind the verdict: STRICT or MATH_VERIFY.
    *.baseline_correct | Whether the baseline student solved the problem.
    *.reward_questions | Number of reward questions, the hard problems that score students (the paper's M).
    *.student_sha256 | SHA-256 of the student's adapter.
    *.view_name | The view.
    *.comment | What it holds.
    *.priority | Priority of the run in its pool, from -1000 to 1000; higher is earlier.
    *.pool | The pool of machines that the run is for.
    experiments.name | The name that its owner gave it.
    experiments.shared | Whether everyone may read it; otherwise its owner and administrators.
    experiments.preset | The preset that its settings started from.
    experiments.problem_set_id | Its problem set.
    experiments.problem_set | Name of its problem set.
    experiments.cloned_from_experiment_id | The experiment that it was cloned from.
    experiments.tags | Its tags, a JSON object.
    experiments.spec | All its settings, a JSON object.
    runs.run_id | The run.
    runs.name | Name within its experiment; a retry and a restart keep it.
    runs.kind | What it does: screen, soar, train or evaluate.
    runs.generation | 1 for the first run of this name, one more for each retry or restart.
    runs.is_newest | Whether no later run of this name exists in the experiment.
    runs.previous_run_id | The run that this one retries or restarts.
    runs.continues_previous | Whether it inherited the finished units of the previous run (a retry) or began again (a restart).
    runs.continued_by_run_id | The retry that inherited this run's units, and under which they are shown; null if there is none.
    runs.failure_class | Whose fault a failure was: user, infrastructure or bug; null if the run has not failed.
    runs.seed | The run's seed, derived from the experiment's.
    runs.evaluated_policy | BASE, PROMOTED or TRAINED for an evaluation; null for other runs.
    runs.settings | What the run does beyond the settings of its experiment, a JSON object.
    runs.duration_seconds | Seconds from its first start to its end, pauses included; null before it ends.
    run_settings.run_id | The run.
    run_settings.model | Path or built-in name of the base model (model.path).
    run_settings.precision | Number format of the weights (model.precision).
    run_settings.problem_set | Name of the problem set (problems.set).
    run_settings.grading_rule | The rule that decides verdicts (grading.rule): STRICT or MATH_VERIFY.
    run_settings.compares_rules | Whether the other rule was asked as well (grading.compareRules).
    run_settings.outer_steps | Outer steps to do (soar.outer.steps; the paper's T).
    run_settings.question_sets | Question sets per outer step (soar.outer.sets; the paper's g).
    run_settings.questions_per_set | Questions per question set (soar.outer.questions; the paper's n).
    run_settings.repeats | Students trained per question set (soar.outer.repeats; the paper's r).
    run_settings.moving_average_window | Outer steps in the moving average (soar.outer.window).
    run_settings.teacher_rewards | MEASURED, or SHUFFLED for the control experiment (soar.outer.teacherRewards).
    run_settings.inner_steps | Optimizer steps of a student before the first promotion (soar.inner.steps).
    run_settings.max_inner_steps | Most optimizer steps of a student (soar.inner.maxSteps).
    run_settings.inner_steps_per_promotion | Optimizer steps that each promotion adds (soar.inner.stepsPerPromotion).
    run_settings.questions_per_step | Questions in each of a student's steps (soar.inner.questionsPerStep).
    run_settings.group_size | Completions per question in a student's step (soar.inner.groupSize).
    run_settings.student_learning_rate | Learning rate of students after the warm-up (soar.student.learningRate).
    run_settings.teacher_learning_rate | Learning rate of the teacher after the warm-up (soar.teacher.learningRate).
    run_settings.student_kl_coefficient | Weight of the students' KL term (soar.student.loss.kl.coefficient).
    run_settings.teacher_kl_coefficient | Weight of the teacher's KL term (soar.teacher.loss.kl.coefficient).
    run_settings.student_temperature | Sampling temperature of students (soar.student.temperature).
    run_settings.teacher_temperature | Sampling temperature of the teacher (soar.teacher.temperature).
    run_settings.student_max_tokens | Most tokens of a student's completion (soar.student.maxTokens).
    run_settings.teacher_max_tokens | Most tokens of a teacher's completion (soar.teacher.maxTokens).
    run_settings.lora_rank | Rank of the adapters (soar.lora.rank).
    run_settings.lora_alpha | Alpha of the adapters (soar.lora.alpha).
    run_settings.screen_samples | Completions per problem when screening (screen.samples).
    run_settings.evaluate_samples | Completions per problem when evaluating (evaluate.samples).
    run_settings.evaluate_problems | Most held-out problems to evaluate (evaluate.problems).
    run_settings.spec | All settings of the experiment, a JSON object.
    settings.path | The setting, its parts joined by dots, as in --set.
    settings.value | Its value, as JSON.
    problem_sets.problem_set_id | The problem set.
    problem_sets.name | Its name.
    problem_sets.source | 'upload' or 'builtin'; where older sets were read from.
    problem_sets.format | Format of the file that it was read from.
    problem_sets.comparison | How answers are compared: MATHS or TEXT.
    problem_sets.problems | Number of problems.
    problem_sets.skipped | Number of lines of the file that were skipped.
    problem_sets.content_sha256 | SHA-256 over ids, questions, answers, tolerances and the comparison.
    problem_sets.created_by | The person who uploaded it; null for built-in sets.
    problems.problem_set_id | The problem set.
    problems.problem_set | Name of the problem set.
    problems.position | Place in the problem set, from 0.
    problems.tolerance | How far a number may be from the answer; null: not at all.
    problems.unit | Unit of measurement of the answer; null if it has none.
    hard_problems.half | train: scores students; test: held out for evaluations.
    hard_problems.position | Place within its half, in the order drawn, from 0.
    units.kind | What it does: init, write, baseline, trial, promote, teach, screen, split, segment, evaluate or total.
    units.inherited | Whether the run took it over from the run that it retries.
    units.attempt | Which attempt of its owner finished it, from 1.
    units.control_plane | The control plane that did it.
    units.rules_compared | Rollouts that both grading rules judged.
    units.rules_differ | Rollouts of these that exactly one rule counts as correct.
    units.started_at | When the attempt that finished it started.
    units.ended_at | When it was committed.
    units.duration_seconds | Seconds from start to commit; trials of a run may overlap.
    outer_steps.accepted | Completions of the teacher that were accepted; each gave a question.
    outer_steps.attempts | Completions that the teacher was asked for.
    outer_steps.rejected | Completions of the teacher that were not accepted.
    outer_steps.rejections | Completions that were not accepted, by reason, a JSON object; as rows in rejections.
    outer_steps.multiple_questions | Accepted completions with more than one question, of which the first counts; null if it was not counted.
    outer_steps.duplicate_questions | Questions whose text occurs earlier in their own set; null if it was not counted.
    outer_steps.baseline_correct | How many reward questions the baseline student solved.
    outer_steps.baseline_share_correct | Share of reward questions that the baseline student solved, 0 to 1.
    outer_steps.best_question_set | The question set with the highest reward, from 0.
    outer_steps.median_repeat | The repeat of the best set with the median reward, from 0.
    outer_steps.promoted | Whether that student became the baseline.
    outer_steps.promotions | Promotions so far, this step's included.
    outer_steps.teacher_learning_rate | Learning rate of the teacher's optimizer step.
    outer_steps.teacher_loss | Loss of the teacher's optimizer step.
    outer_steps.teacher_kl | KL from the reference before its coefficient; null where it was not measured.
    outer_steps.teacher_gradient_norm | Norm of the teacher's gradient before clipping.
    outer_steps.teacher_step_skipped | Whether the teacher's step was skipped because all advantages were zero.
    rejections.reason | MISSING_TAGS, EMPTY_QUESTION, NO_BOX, UNPARSABLE_ANSWER, QUESTION_TOO_LONG, PARSE_TIMED_OUT, SURPLUS (drawn ahead, not faulty) or ABORTED.
    rejections.completions | Number of completions of the teacher.
    reward_questions.position | Place among the reward questions, from 0.
    question_sets.reward | Mean gain over the baseline of the students trained on the set (the paper's R[k]); null until decided.
    question_sets.advantage | The set's advantage in the teacher's update (the paper's A[k]); null until then.
    question_sets.is_best | Whether it has the highest reward of its outer step; null until decided.
    question_sets.promoted | Whether one of its students was promoted; null until decided.
    questions.position | Place within the set (the paper's i), from 0.
    questions.question_id | The question as rollouts name it: set and position, joined by a dot.
    questions.answer | The teacher's answer, which may be wrong.
    trials.correct | How many reward questions the student solved.
    trials.share_correct | Share of reward questions that the student solved, 0 to 1.
    trials.reward | Gain over the baseline: difference of the shares correct (the paper's R[k,j]).
    trials.promoted | Whether this student was promoted; null until decided.
    trials.start_student_sha256 | SHA-256 of the adapter that it started from.
    trial_outcomes.position | Place among the reward questions, from 0.
    trial_outcomes.correct | Whether the trial's student solved the problem.
    training_steps.role | The policy that was trained: student or teacher.
    training_steps.step | Optimizer step from 0: within the trial or train run, for the teacher the outer step.
    training_steps.mean_reward | Mean points of the step's completions, before scaling; null for the teacher.
    training_steps.share_correct | Share of correct completions in the step, 0 to 1; null for the teacher.
    training_steps.loss | Loss of the step.
    training_steps.kl | KL from the reference before its coefficient; null where it was not measured.
    training_steps.entropy | Mean entropy of the next-token distribution over completion tokens, in nats.
    training_steps.gradient_norm | Norm of the gradient before clipping.
    training_steps.clipped | Whether the gradient was clipped.
    training_steps.skipped | Whether there was no optimizer step, because all advantages were zero.
    training_steps.mismatch_mean | Mean absolute difference of log-probabilities between engine and trainer, before the step.
    training_steps.mismatch_max | Largest absolute difference of log-probabilities between engine and trainer.
    training_steps.tokens | Number of tokens trained on.
    training_steps.duration_seconds | Seconds that the trainer took.
    rollouts.position | Place within its unit, from 0; the key is run_id, unit and position.
    rollouts.purpose | Why it was sampled: WRITE (by the teacher), TRAIN, REWARD, BASELINE, SCREEN or EVALUATE.
    rollouts.inner_step | The student's training step, or the round of a request to the teacher, from 0; 0 if neither applies.
    rollouts.prompt_index | Place of its prompt in the batch, from 0; for a completion of the teacher its question set.
    rollouts.sample | Index of the completion within its request, from 0.
    rollouts.problem_id | The problem, or question_id of questions; null for a rejected completion of the teacher.
    rollouts.question_position | Position of the question that it answers or became, as in questions; null for other problems.
    rollouts.seed | The seed of its request.
    rollouts.answer | Content of its last balanced box; null if it has none.
    rollouts.verdict | VERIFIED, DIFFERENT, UNPARSABLE, TIMED_OUT or NO_ANSWER; null for completions of the teacher.
    rollouts.other_verdict | What the other grading rule says of the same answer; null where it was not asked.
    rollouts.correct | Whether the verdict is VERIFIED; null for completions of the teacher.
    rollouts.answer_parses | For a completion of the teacher whether its answer could be parsed; null for others.
    rollouts.points | What it earned before scaling: in training 120 (correct), 20, 10 or 0 (no box); elsewhere 1 if correct, else 0; 0 for completions of the teacher.
    rollouts.kl_penalty | What was taken off the scaled reward; null unless the KL is part of the reward.
    rollouts.advantage | As sent to the trainer; for an accepted completion of the teacher its set's; 0 if nothing is trained.
    rollouts.prompt_tokens | Number of tokens of the prompt.
    rollouts.completion_tokens | Number of tokens of the completion.
    rollouts.finish_reason | STOP, LENGTH (the token limit) or ABORTED (by the engine).
    rollouts.truncated | Whether it was cut off at the token limit.
    rollouts.rejection | Why a completion of the teacher was not accepted; null if it was.
    rollout_texts.position | Place within its unit, as in rollouts.
    rollout_texts.text | The completion.
    promotions.promotion | Its number within the run, from 1.
    promotions.repeat | The repeat whose student was promoted, from 0.
    promotions.reward | Reward of the best set (the paper's R[k]).
    promotions.promoted_at | When it was decided.
    policies.role | teacher or student.
    policies.depth | Number of its ancestors: 0 for the first of its role in the run.
    policies.in_line | Whether later policies were, or may be, trained from it; false for students that were not promoted.
    policies.sha256 | SHA-256 of the adapter.
    policies.optimizer_steps | Optimizer steps that changed it, all ancestors' included.
    policy_ancestors.ancestor_id | The ancestor's key in policies.
    policy_ancestors.generations | How far back the ancestor is: 1 for the parent.
    policy_ancestors.unit_kind | The kind of unit that made the ancestor.
    policy_ancestors.outer_step | The ancestor's outer step, from 0; null if it belongs to none.
    policy_ancestors.question_set | The question set that the ancestor was trained on, from 0; null if there is none.
    policy_ancestors.repeat | The ancestor's repeat, from 0; null if it belongs to none.
    policy_ancestors.segment | The ancestor's segment, from 0; null if it belongs to none.
    evaluations.policy_of_run | Name of the run that made the policy; for BASE the screen run.
    evaluations.problems | Number of problems evaluated.
    evaluations.share_truncated | Share of completions that were cut off at the token limit, 0 to 1.
    pass_at_k.k | Number of tries.
    pass_at_k.pass_at_k | Probability that at least one of k completions is correct, averaged over the problems (unbiased estimate).
    run_costs.run_id | The run.
    run_costs.rollouts | Number of completions that it sampled itself.
    run_costs.tokens | Number of tokens of their prompts and completions.
    run_costs.working_seconds | Seconds of work up to its last finished unit, without waits and pauses.
    run_costs.accelerator_seconds | Seconds of work times the number of accelerators; 0 on a machine without any.
    events.run_id | The run; null for an event of the whole experiment.
    events.event_id | The event.
    events.position | Place in the stream of events; null until it is published.
    events.kind | run.state, unit.done, outer-step.decided or experiment.tags.
    events.state | The run's new state, for run.state; null for other kinds.
    events.reason | Why the run is in that state; null for other kinds, and if nothing was recorded.
    events.unit_kind | The kind of the finished unit, for unit.done; null for other kinds.
    events.payload | All details, a JSON object.
    events.created_at | When it happened.
    queue_waits.run_id | The run.
    queue_waits.queued_at | When it came into the queue.
    queue_waits.left_at | When it left the queue; null while it waits.
    queue_waits.next_state | Its state after that; null while it waits.
    queue_waits.wait_seconds | Seconds in the queue; null while it waits.
    metric_points.name | The series: student/, teacher/ or outer/ and the figure, such as student/loss.
    metric_points.step | Place in the series within its unit: the optimizer step or outer step, from 0.
    metric_points.value | The value.
    metric_points.recorded_at | When it was stored.
    version.version | The version, from 1.
    catalog.comment | What the view holds.
    columns.position | Place in the view, from 1.
    columns.column_name | The column.
    columns.type | PostgreSQL's type.
    columns.comment | What the column holds.
$$, '\n') l where l like '% | %')
        select c.relname, a.attname, coalesce(own.text, common.text) as text
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        left join line own on own.of_column = c.relname || '.' || a.attname
        left join line common on common.of_column = '*.' || a.attname
        where c.relnamespace = 'history'::regnamespace and c.relkind = 'v'
    loop
        if meaning.text is null then
            raise exception 'column %.% has no comment', meaning.relname, meaning.attname;
        end if;
        execute format('comment on column history.%I.%I is %L', meaning.relname, meaning.attname, meaning.text);
    end loop;
end $comments$;
