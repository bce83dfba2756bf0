-- Specs from before these settings existed say what they meant: a teacher writes question and answer in one turn.
update experiment set spec = jsonb_set(spec, '{prompts,twoTurns}', '{"enabled": false, "question": "User: You write problems for a mathematics course. Make up one new problem of your own.\n\nThe problem must\n- belong to one of these topics: Algebra, Counting & Probability, Geometry, Intermediate Algebra, Number Theory, Prealgebra, Precalculus;\n- be original and challenging, and need two or three steps of reasoning;\n- be complete by itself, with every number that is needed, and have exactly one answer.\n\nDo not solve it. Give only the text of the problem, and nothing before or after it.\n\nAssistant:", "answer": "User: You wrote this problem:\n\n{question}\n\nSolve it. Think step by step, and give the final answer in \\boxed{}.\n\nAssistant:"}')
    where spec ? 'prompts' and not (spec -> 'prompts') ? 'twoTurns';
update experiment set spec = jsonb_set(spec, '{prompts,twoTurns}', spec #> '{prompts,twoTurns}'
        || '{"question": "<teacher>", "answer": "<student>{question}="}')
    where spec #>> '{model,path}' = 'builtin:chains' and spec #> '{prompts,twoTurns}' is not null;

-- As in V42, with the answers of a teacher's second turn.
create or replace view history.rollouts with (security_barrier) as
    select u.experiment_id, u.run_id, u.unit, w.ordinal as position, w.purpose, n.kind as unit_kind, n.outer_step,
        case when n.kind = 'write' then w.prompt_index else n.question_set end as question_set, n.repeat, n.block,
        w.step as inner_step, w.prompt_index, w.sample, nullif(w.problem_id, '') as problem_id,
        case when n.kind = 'trial' and w.purpose = 'TRAIN' or w.purpose = 'LEARNABILITY'
                or w.purpose in ('WRITE', 'WRITE_ANSWER') and w.rejection is null or w.purpose = 'VOTE' and w.problem_id <> ''
            then split_part(w.problem_id, '.', 2)::int end as question_position,
        w.seed, w.answer,
        case w.rule when 'STRICT' then 'STRICT' when 'MATH_VERIFY' then 'MATH_VERIFY' else w.rule::text end as rule,
        case when w.purpose not in ('WRITE', 'WRITE_ANSWER') then w.verdict end as verdict,
        case w.other_verdict when 'VERIFIED' then 'VERIFIED' when 'DIFFERENT' then 'DIFFERENT'
            when 'NO_ANSWER' then 'NO_ANSWER' else w.other_verdict::text end as other_verdict,
        case when w.purpose not in ('WRITE', 'WRITE_ANSWER') then w.verdict = 'VERIFIED' end as correct,
        case when w.purpose in ('WRITE', 'WRITE_ANSWER') then w.verdict = 'VERIFIED' end as answer_parses,
        w.reward as points, w.kl_penalty,
        case when w.purpose in ('WRITE', 'WRITE_ANSWER') and w.rejection is null
            then (select a.advantage from public.set_advantage a
                where a.run_id = u.run_id and a.t = n.outer_step and a.k = w.prompt_index)
            else w.advantage end as advantage,
        w.prompt_tokens, w.completion_tokens, w.finish_reason, w.finish_reason = 'LENGTH' as truncated, w.rejection,
        n.made_by_run_id
    from history_access.unit u
    cross join lateral (select u.kind, u.outer_step, u.question_set, u.repeat, u.block, u.made_by_run_id, u.rollouts offset 0) n
    cross join lateral (
        select * from public.rollout where run_id = n.made_by_run_id and unit = u.unit and n.rollouts > 0 offset 0) w;

-- An answer in a turn of its own is not as long as a question with its answer.
drop index experiments_by_pace;
create or replace function pace_of(spec jsonb) returns text language sql immutable parallel safe as $$
    select encode(sha256(convert_to(jsonb_build_array(spec -> 'model', spec -> 'grading', spec #> '{queue,pool}',
        spec #> '{execution,bridge}', spec #> '{execution,engine}', spec #> '{execution,worker}',
        spec #> '{execution,gpu}', spec #> '{execution,trialsInParallel}',
        spec #> '{execution,microBatchTokens}', spec #> '{execution,threads}',
        spec #> '{soar,inner}', spec #> '{soar,outer,reward}', spec #> '{soar,lora,rank}',
        spec #> '{soar,teacher,maxTokens}', spec #> '{soar,student,maxTokens}',
        spec #> '{soar,beyond,racing}', spec #> '{soar,beyond,earlyStop}',
        spec #> '{prompts,chatTemplate}', spec #> '{prompts,thinking}', spec #> '{prompts,twoTurns,enabled}',
        spec #> '{screen,stopAtSuccess}')::text, 'UTF8')), 'hex')
$$;
create index experiments_by_pace on experiment (pace_of(spec), id);

do $comments$
declare
    meaning record;
begin
    for meaning in
        select c.relname, a.attname, case a.attname
            when 'answer' then 'Content of its last balanced box; null if it has none. Of a question that the student wrote itself: the answer that most votes agree with. Of one that a teacher wrote in its first turn: that of the second turn.'
            when 'sample' then 'Index of the completion within its request, from 0; for an answer in a teacher''s second turn that of its question.'
            when 'verdict' then 'The verdict of the rule that decides; null for completions that were asked for a question or, in a teacher''s second turn, its answer. A vote is compared with the answer that most of them agree with.'
            when 'answer_parses' then 'Of completions that were asked for a question or, in a teacher''s second turn, its answer: whether the answer can be parsed.'
            when 'rejection' then 'Why a completion that was asked for a question was not accepted; null if it was. A question and its answer in a second turn have the same.'
            when 'purpose' then 'Why it was sampled: WRITE (a question), WRITE_ANSWER (its answer, of a teacher that writes in two turns), TRAIN, INTERIM (the interim score of a student that was trained further), REWARD, BASELINE, LEARNABILITY, VOTE (an answer to a question that the student wrote), SCREEN or EVALUATE.'
            when 'attempts' then 'Completions that were asked for a question; in two turns question and answer count once.'
            end as text
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        where c.relnamespace = 'history'::regnamespace and c.relkind = 'v'
            and (c.relname = 'rollouts' and a.attname in ('answer', 'sample', 'verdict', 'answer_parses', 'rejection', 'purpose')
                or c.relname in ('question_samples', 'outer_steps') and a.attname = 'attempts')
    loop
        execute format('comment on column history.%I.%I is %L', meaning.relname, meaning.attname, meaning.text);
    end loop;
end $comments$;
create or replace view history.version with (security_barrier) as select 8 as version;
