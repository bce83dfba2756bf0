-- Settings have the field's names. K1_REWARD was two answers in one: the estimator k1, placed in the reward.

create function pg_temp.renamed_loss(loss jsonb) returns jsonb language sql immutable as $$
    select loss - array['beta', 'estimator', 'reference', 'clip', 'temperature']
        || jsonb_build_object('maxGradNorm', loss -> 'clip', 'kl', jsonb_build_object(
            'coefficient', loss -> 'beta',
            'estimator', case loss ->> 'estimator' when 'K1_REWARD' then 'K1' else loss ->> 'estimator' end,
            'placement', case loss ->> 'estimator' when 'K1_REWARD' then 'REWARD' else 'LOSS' end,
            'reference', loss -> 'reference'))
$$;
create function pg_temp.renamed_role(role jsonb) returns jsonb language sql immutable as $$
    select role || jsonb_build_object(
        'temperature', role #> '{loss,temperature}', 'loss', pg_temp.renamed_loss(role -> 'loss'))
$$;
create function pg_temp.renamed_inner(settings jsonb) returns jsonb language sql immutable as $$
    select settings - array['batch', 'group', 'growth']
        || jsonb_build_object('questionsPerStep', settings -> 'batch', 'groupSize', settings -> 'group',
            'stepsPerPromotion', settings -> 'growth')
$$;
update experiment set spec = jsonb_set(spec, '{soar}', spec -> 'soar' || jsonb_build_object(
        'inner', pg_temp.renamed_inner(spec #> '{soar,inner}'),
        'teacher', pg_temp.renamed_role(spec #> '{soar,teacher}'),
        'student', pg_temp.renamed_role(spec #> '{soar,student}')));
drop function pg_temp.renamed_role(jsonb), pg_temp.renamed_loss(jsonb), pg_temp.renamed_inner(jsonb);

comment on column training_step.kl is
    'before the coefficient; null where not measured: coefficient 0, placement REWARD, a skipped step';

-- A train run's units are segments.
alter table artifact drop constraint artifact_run_id_unit_fkey;
alter table policy drop constraint policy_run_id_unit_fkey;
alter table training_step drop constraint training_step_run_id_unit_fkey;
alter table run_unit disable trigger run_unit_fence;
update run_unit set unit = regexp_replace(unit, '^stretch/', 'segment/') where unit like 'stretch/%';
alter table run_unit enable trigger run_unit_fence;
update artifact set unit = regexp_replace(unit, '^stretch/', 'segment/') where unit like 'stretch/%';
update policy set unit = regexp_replace(unit, '^stretch/', 'segment/') where unit like 'stretch/%';
update training_step set unit = regexp_replace(unit, '^stretch/', 'segment/') where unit like 'stretch/%';
alter table artifact add foreign key (run_id, unit) references run_unit;
alter table policy add foreign key (run_id, unit) references run_unit;
alter table training_step add foreign key (run_id, unit) references run_unit;
update rollout set unit = regexp_replace(unit, '^stretch/', 'segment/')
    where run_id in (select id from run where kind = 'train') and unit like 'stretch/%';
update rollout_text set unit = regexp_replace(unit, '^stretch/', 'segment/')
    where run_id in (select id from run where kind = 'train') and unit like 'stretch/%';
update unit_progress set unit = regexp_replace(unit, '^stretch/', 'segment/') where unit like 'stretch/%';
update run_event set payload = jsonb_set(payload, '{unit}', to_jsonb(regexp_replace(payload ->> 'unit', '^stretch/', 'segment/')))
    where payload ->> 'unit' like 'stretch/%';
