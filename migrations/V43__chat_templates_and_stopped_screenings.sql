-- Specs from before these settings existed say what they meant: prompts are sent as they are, and a screening asks each
-- problem as often as screen.samples says.
update experiment set spec = jsonb_set(spec, '{prompts}',
        spec -> 'prompts' || '{"chatTemplate": false, "systemPrompt": null, "thinking": "DEFAULT"}')
    where spec ? 'prompts' and not (spec -> 'prompts') ? 'chatTemplate';
update experiment set spec = jsonb_set(spec, '{screen,stopAtSuccess}', 'false')
    where spec ? 'screen' and not (spec -> 'screen') ? 'stopAtSuccess';

comment on column history.run_settings.screen_samples is
    'Completions per problem when screening; fewer for a problem that was solved, if screen.stopAtSuccess (screen.samples).';
comment on column history.screenings.samples is
    'Completions sampled for the problem; not the same for all if screen.stopAtSuccess.';
comment on column history.screenings.share_correct is
    'Share of correct ones, 0 to 1; too high for a solved problem if screen.stopAtSuccess.';

-- Both change how long a completion takes.
drop index experiments_by_pace;
create or replace function pace_of(spec jsonb) returns text language sql immutable parallel safe as $$
    select encode(sha256(convert_to(jsonb_build_array(spec -> 'model', spec -> 'grading', spec #> '{queue,pool}',
        spec #> '{execution,bridge}', spec #> '{execution,engine}', spec #> '{execution,worker}',
        spec #> '{execution,gpu}', spec #> '{execution,trialsInParallel}',
        spec #> '{execution,microBatchTokens}', spec #> '{execution,threads}',
        spec #> '{soar,inner}', spec #> '{soar,outer,reward}', spec #> '{soar,lora,rank}',
        spec #> '{soar,teacher,maxTokens}', spec #> '{soar,student,maxTokens}',
        spec #> '{prompts,chatTemplate}', spec #> '{prompts,thinking}',
        spec #> '{screen,stopAtSuccess}')::text, 'UTF8')), 'hex')
$$;
create index experiments_by_pace on experiment (pace_of(spec), id);
