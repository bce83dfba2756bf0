-- Every verdict keeps the rule that gave it, and what the other rule says of the same answer.

create type grading_rule as enum ('STRICT', 'MATH_VERIFY');
create type grading_verdict as enum ('VERIFIED', 'DIFFERENT', 'UNPARSABLE', 'TIMED_OUT', 'NO_ANSWER');

alter table rollout
    -- Rows from before were graded by Math-Verify.
    add column rule grading_rule not null default 'MATH_VERIFY',
    add column other_verdict grading_verdict;
comment on column rollout.rule is 'the grading rule behind verdict';
comment on column rollout.other_verdict is 'what the other grading rule says; null where it was not asked';

alter table run_unit
    add column rules_compared bigint not null default 0 check (rules_compared >= 0),
    add column rules_differ bigint not null default 0 check (rules_differ >= 0);
comment on column run_unit.rules_compared is 'rollouts that both grading rules judged';
comment on column run_unit.rules_differ is 'rollouts of these that one rule takes for right and the other does not';

-- Experiments from before name no rule; they were graded by Math-Verify alone.
update experiment set spec = jsonb_set(spec, '{grading}', '{"rule": "MATH_VERIFY", "compareRules": false}')
    where not spec ? 'grading';

-- As in V2, with the new columns.
create or replace function inherit_units(source bigint, target bigint) returns void language plpgsql
    set search_path from current as $$
declare
    of_table text;
    columns text;
begin
    insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, tokens, started_at, ended_at,
            rules_compared, rules_differ, inherited_from)
        select target, unit, fence, attempt, owner, result, rollouts, tokens, started_at, ended_at,
            rules_compared, rules_differ, coalesce(inherited_from, source)
        from run_unit where run_id = source;
    foreach of_table in array array['outer_step', 'question_set', 'set_reward', 'set_advantage', 'question', 'baseline',
        'baseline_outcome', 'trial', 'trial_outcome', 'training_step', 'promotion', 'policy', 'run_summary', 'screening',
        'hard_set', 'evaluation', 'evaluation_total', 'pass_at_k'] loop
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
            where attrelid = of_table::regclass and attnum > 0 and not attisdropped and attname <> 'run_id';
        execute format('insert into %I (run_id, %s) select $1, %s from %I where run_id = $2',
            of_table, columns, columns, of_table) using target, source;
    end loop;
end $$;
