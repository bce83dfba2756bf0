-- Questions that the untrained student writes and answers by majority, for SeRL.

alter table sampled_question add column votes int, add column agreeing int;
comment on table sampled_question is 'the accepted questions of sample runs, as a teacher or the untrained student wrote them';
comment on column sampled_question.votes is 'answers of the student to its own question; null for a teacher''s question';
comment on column sampled_question.agreeing is 'how many of them agree with the answer';

create or replace view history.sampled_questions with (security_barrier) as
    select r.experiment_id, q.run_id, q.unit, q.position, q.question, q.answer, q.votes, q.agreeing
    from history_access.reported_run r join public.sampled_question q on q.run_id = r.id;
comment on view history.sampled_questions is
    'Questions of sample runs as a teacher, or the untrained student, wrote them. Nobody checked the answers: they may be wrong.';

-- As in V40; only the write units of an outer step have their set in prompt_index, and a vote has the place of its question.
create or replace view history.rollouts with (security_barrier) as
    select u.experiment_id, u.run_id, u.unit, w.ordinal as position, w.purpose, n.kind as unit_kind, n.outer_step,
        case when n.kind = 'write' then w.prompt_index else n.question_set end as question_set, n.repeat, n.block,
        w.step as inner_step, w.prompt_index, w.sample, nullif(w.problem_id, '') as problem_id,
        case when n.kind = 'trial' and w.purpose = 'TRAIN' or w.purpose = 'LEARNABILITY'
                or w.purpose = 'WRITE' and w.rejection is null or w.purpose = 'VOTE' and w.problem_id <> ''
            then split_part(w.problem_id, '.', 2)::int end as question_position,
        w.seed, w.answer,
        case w.rule when 'STRICT' then 'STRICT' when 'MATH_VERIFY' then 'MATH_VERIFY' else w.rule::text end as rule,
        case when w.purpose <> 'WRITE' then w.verdict end as verdict,
        case w.other_verdict when 'VERIFIED' then 'VERIFIED' when 'DIFFERENT' then 'DIFFERENT'
            when 'NO_ANSWER' then 'NO_ANSWER' else w.other_verdict::text end as other_verdict,
        case when w.purpose <> 'WRITE' then w.verdict = 'VERIFIED' end as correct,
        case when w.purpose = 'WRITE' then w.verdict = 'VERIFIED' end as answer_parses,
        w.reward as points, w.kl_penalty,
        case when w.purpose = 'WRITE' and w.rejection is null
            then (select a.advantage from public.set_advantage a
                where a.run_id = u.run_id and a.t = n.outer_step and a.k = w.prompt_index)
            else w.advantage end as advantage,
        w.prompt_tokens, w.completion_tokens, w.finish_reason, w.finish_reason = 'LENGTH' as truncated, w.rejection,
        n.made_by_run_id
    from history_access.unit u
    cross join lateral (select u.kind, u.outer_step, u.question_set, u.repeat, u.block, u.made_by_run_id, u.rollouts offset 0) n
    cross join lateral (
        select * from public.rollout where run_id = n.made_by_run_id and unit = u.unit and n.rollouts > 0 offset 0) w;

comment on view history.question_samples is
    'Blocks of questions that a teacher, or the untrained student, wrote for the students of other methods, one row each.';

create or replace view history.version with (security_barrier) as select 5 as version;

do $comments$
declare
    meaning record;
begin
    for meaning in
        select c.relname, a.attname, case a.attname
            when 'answer' then case c.relname when 'rollouts'
                then 'Content of its last balanced box; null if it has none. Of a question that the student wrote itself: the answer that most votes agree with.'
                else 'The teacher''s answer, which may be wrong; or, where votes is not null, the one that most of the student''s answers agree with.' end
            when 'votes' then 'Answers of the untrained student to its own question; null for a teacher''s question.'
            when 'agreeing' then 'How many of these answers agree with answer; null for a teacher''s question.'
            when 'prompt_index' then 'Index of its prompt in the batch; for a completion of the teacher its question set, for one of the student that writes itself its request in the round.'
            when 'inner_step' then 'The inner step, or the round in which it was asked for, from 0; 0 if neither applies.'
            when 'verdict' then 'The verdict of the rule that decides; null for completions that were asked for a question. A vote is compared with the answer that most of them agree with.'
            when 'correct' then 'Whether verdict is VERIFIED; of a vote, whether it agrees with the majority.'
            when 'answer_parses' then 'Of completions that were asked for a question: whether the answer can be parsed.'
            when 'rejection' then 'Why a completion that was asked for a question was not accepted; null if it was.'
            when 'question_position' then 'Place of the question in its set, as in questions; in a sample run its place in the block.'
            when 'accepted' then 'Completions that were accepted; each gave a question.'
            when 'attempts' then 'Completions that were asked for a question.'
            when 'rejected' then 'Completions that were not accepted.'
            when 'purpose' then 'Why it was sampled: WRITE (a question), TRAIN, REWARD, BASELINE, LEARNABILITY, VOTE (an answer to a question that the student wrote), SCREEN or EVALUATE.'
            end as text
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        where c.relnamespace = 'history'::regnamespace and c.relkind = 'v'
            and (c.relname = 'sampled_questions' and a.attname in ('answer', 'votes', 'agreeing')
                or c.relname = 'question_samples' and a.attname in ('accepted', 'attempts', 'rejected')
                or c.relname = 'rollouts' and a.attname in ('answer', 'prompt_index', 'inner_step', 'verdict', 'correct',
                    'answer_parses', 'rejection', 'question_position', 'purpose'))
    loop
        execute format('comment on column history.%I.%I is %L', meaning.relname, meaning.attname, meaning.text);
    end loop;
end $comments$;

-- Specs from before these settings existed say what they meant: no SeRL.
update experiment set spec = jsonb_set(spec, '{methods,serl}', '{"enabled": false, "prompt": "User: Here are some problems of a mathematics course:\n\n{examples}\n\nMake up one new problem of this kind, with every number that is needed and exactly one answer. Do not solve it.\nGive it in this form, and nothing after it:\n<question>the problem</question>\n\nAssistant:",
        "examples": 8, "votes": 16, "minAgreement": 0.2, "maxAgreement": 0.8, "maxSimilarity": 0.7}')
    where spec ? 'methods' and not (spec -> 'methods') ? 'serl';
update experiment set spec = jsonb_set(spec, '{methods,serl}', spec #> '{methods,serl}'
        || '{"prompt": "<teacher>", "examples": 0, "maxSimilarity": 1}')
    where spec #>> '{model,path}' = 'builtin:chains' and spec #> '{methods,serl}' is not null;
