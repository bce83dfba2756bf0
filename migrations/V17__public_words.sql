-- Columns and stored JSON under the names that REST, metrics and the console use.

alter table api_token rename column reach to scope;
alter table audit rename column who to actor;
alter table audit rename column what to action;
alter index audit_of_person rename to audit_of_actor;
alter table audit_intent rename column who to actor;
alter table audit_intent rename column what to action;
alter table unit_progress rename column what to message;
alter table pool rename column students to training_slots;
alter table run rename column students to training_slots;
alter table run rename column stalls to failed_claims;
alter table control_plane rename column students to training_slots;
alter table quota rename column running to max_running;
alter table registered_service rename column adapters to max_adapters;
alter table screening rename column cut_off to truncated;
alter table evaluation rename column cut_off to truncated;
alter table evaluation_total rename column cut_off_share to truncated_share;
alter table outer_step rename column several_questions to multiple_questions;
alter table outer_step rename column repeated_questions to duplicate_questions;
alter table rollout rename column slot to prompt_index;
alter table rollout rename column subject to problem_id;
alter table rollout rename column finish to finish_reason;

comment on column rollout.prompt_index is 'the place of its prompt in the batch; for a teacher''s completion the question set';

-- Renames keys at every depth, except inside what is not ours to name: tags, specs and payloads of settings.
create function pg_temp.renamed(document jsonb, names jsonb) returns jsonb language sql as $$
    select case jsonb_typeof(document)
        when 'object' then (
            select coalesce(jsonb_object_agg(coalesce(names ->> key, key),
                case when key in ('tags', 'spec', 'settings', 'plan') then value
                    else pg_temp.renamed(value, names) end), '{}')
            from jsonb_each(document))
        when 'array' then (
            select coalesce(jsonb_agg(pg_temp.renamed(value, names) order by place), '[]')
            from jsonb_array_elements(document) with ordinality as element (value, place))
        else document end
$$;

-- A unit's row changes only with its run's fence, and the audit never; here neither says anything else than before.
alter table run_unit disable trigger run_unit_fence;
update run_unit set result = pg_temp.renamed(result,
        '{"cutOff": "truncated", "cutOffShare": "truncatedShare", "several": "multiple", "repeated": "duplicate"}')
    where unit like 'screen/%' or unit like 'evaluate/%' or unit = 'total' or unit like 't/%/write';
alter table run_unit enable trigger run_unit_fence;

alter table audit disable trigger audit_append_only;
update audit set
    before = pg_temp.renamed(before, names.of_target),
    after = pg_temp.renamed(after, names.of_target)
from (values
    ('%/tokens%', jsonb '{"reach": "scope"}'),
    ('%/session%', '{"reach": "scope"}'),
    ('%/pools/%', '{"students": "trainingSlots"}'),
    ('%/quotas/%', '{"running": "maxRunning"}'),
    ('%/engines%', '{"adapters": "maxAdapters"}'),
    ('%/workers%', '{"adapters": "maxAdapters"}'),
    ('%/runs%', '{"students": "trainingSlots", "what": "message", "since": "updatedAt"}'),
    ('%/experiments%', '{"students": "trainingSlots", "what": "message", "since": "updatedAt"}')) names (target, of_target)
where audit.target like names.target;
alter table audit enable trigger audit_append_only;

-- Events give the parts of a unit's name, so that no reader takes it apart.
update run_event e set payload = e.payload || jsonb_build_object(
        'kind', case when part[1] = 't' then part[3] else part[1] end,
        'outerStep', case when part[1] = 't' then part[2]::int end,
        'set', part[4]::int,
        'repeat', part[5]::int,
        'block', case when part[1] <> 't' then part[2]::int end)
    from (select id, string_to_array(payload ->> 'unit', '/') as part from run_event where kind = 'unit.done') u
    where e.id = u.id;
update run_event set payload = payload - 't' || jsonb_build_object(
        'outerStep', payload -> 't', 'outerStepsDone', (payload ->> 't')::int + 1)
    where kind = 'outer-step.decided';
