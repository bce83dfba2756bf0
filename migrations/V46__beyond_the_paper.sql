-- A promotion may ask for a confidence: the lower end of the moving average's interval then decides.
alter table promotion add column lower_bound double precision;

-- Specs from before these settings existed say what they meant: nothing beyond the paper. Numbers are written as the
-- application writes them, since pace_of compares texts.
update experiment set spec = jsonb_set(spec, '{soar,beyond}', '{"racing": {"repeats": 0, "confidence": 0.9, "margin": 0.0},
        "earlyStop": {"steps": 0, "gain": 0.0}, "promotionConfidence": 0.0, "maxSimilarity": 1.0}')
    where spec ? 'soar' and not (spec -> 'soar') ? 'beyond';

create or replace view history.outer_steps with (security_barrier) as
    select r.experiment_id, o.run_id, o.t as outer_step, o.accepted, o.attempts, o.attempts - o.accepted as rejected,
        o.rejected as rejections, o.multiple_questions, o.duplicate_questions, b.correct as baseline_correct,
        b.questions as reward_questions, b.correct::double precision / nullif(b.questions, 0) as baseline_share_correct,
        p.mean_reward, p.moving_average, p.tau, p.best_set as best_question_set, p.median_repeat, p.promoted, p.promotions,
        s.learning_rate as teacher_learning_rate, s.loss as teacher_loss, s.kl as teacher_kl,
        s.gradient_norm as teacher_gradient_norm, s.skipped as teacher_step_skipped,
        p.lower_bound as moving_average_lower_bound
    from history_access.reported_run r join public.outer_step o on o.run_id = r.id
    left join public.baseline b on b.run_id = o.run_id and b.t = o.t
    left join public.promotion p on p.run_id = o.run_id and p.t = o.t
    left join public.training_step s on s.run_id = o.run_id and s.unit = 't/' || o.t || '/teach';

create or replace view history.promotions with (security_barrier) as
    select r.experiment_id, p.run_id, p.t as outer_step, p.promotions as promotion, p.best_set as question_set,
        p.median_repeat as repeat, x.reward, p.mean_reward, p.moving_average, p.tau, p.student_sha256,
        p.run_id || '/student/t/' || p.t || '/trial/' || p.best_set || '/' || p.median_repeat as policy_id,
        u.ended_at as promoted_at, p.lower_bound as moving_average_lower_bound
    from history_access.reported_run r join public.promotion p on p.run_id = r.id and p.promoted
    join public.run_unit u on u.run_id = p.run_id and u.unit = p.unit
    left join public.set_reward x on x.run_id = p.run_id and x.t = p.t and x.k = p.best_set;

-- Rounds of a race leave training slots idle, which changes how long a completion takes.
drop index experiments_by_pace;
create or replace function pace_of(spec jsonb) returns text language sql immutable parallel safe as $$
    select encode(sha256(convert_to(jsonb_build_array(spec -> 'model', spec -> 'grading', spec #> '{queue,pool}',
        spec #> '{execution,bridge}', spec #> '{execution,engine}', spec #> '{execution,worker}',
        spec #> '{execution,gpu}', spec #> '{execution,trialsInParallel}',
        spec #> '{execution,microBatchTokens}', spec #> '{execution,threads}',
        spec #> '{soar,inner}', spec #> '{soar,outer,reward}', spec #> '{soar,lora,rank}',
        spec #> '{soar,teacher,maxTokens}', spec #> '{soar,student,maxTokens}',
        spec #> '{soar,beyond,racing}', spec #> '{soar,beyond,earlyStop}',
        spec #> '{prompts,chatTemplate}', spec #> '{prompts,thinking}',
        spec #> '{screen,stopAtSuccess}')::text, 'UTF8')), 'hex')
$$;
create index experiments_by_pace on experiment (pace_of(spec), id);

do $comments$
declare
    meaning record;
begin
    for meaning in
        select c.relname, a.attname, case a.attname
            when 'moving_average_lower_bound' then 'Lower bound of the moving average at the level soar.beyond.promotionConfidence; a student is promoted if it is above tau. Null if that setting is 0 or the window is not full.'
            when 'tau' then 'What the moving average, or its lower bound if soar.beyond.promotionConfidence is not 0, must exceed for a promotion (the paper''s tau); null where no students are trained.'
            when 'repeats' then 'Students per question set; with racing, the most that a set can get (soar.outer.repeats; the paper''s r).'
            when 'teacher_rewards' then 'MEASURED, STANDARDISED, or SHUFFLED for the control experiment (soar.outer.teacherRewards).'
            when 'purpose' then 'Why it was sampled: WRITE (a question), TRAIN, INTERIM (the interim score of a student that was trained further), REWARD, BASELINE, LEARNABILITY, VOTE (an answer to a question that the student wrote), SCREEN or EVALUATE.'
            end as text
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        where c.relnamespace = 'history'::regnamespace and c.relkind = 'v'
            and (c.relname in ('outer_steps', 'promotions') and a.attname in ('moving_average_lower_bound', 'tau')
                or c.relname = 'run_settings' and a.attname in ('teacher_rewards', 'repeats')
                or c.relname = 'rollouts' and a.attname = 'purpose')
    loop
        execute format('comment on column history.%I.%I is %L', meaning.relname, meaning.attname, meaning.text);
    end loop;
end $comments$;
create or replace view history.version with (security_barrier) as select 7 as version;
