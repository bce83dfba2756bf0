-- What the first page of the console shows of control planes, engines and workers; and what keeps its cost the same
-- however many experiments there are.

alter table control_plane add column parts json;
comment on column control_plane.parts is
    'observed: health of its engine, trainer, grader, database and disk, as it last reported; null before its first report';

-- The last probe of each registered engine and worker.
create table service_probe (
    kind      text not null,
    name      text not null,
    -- When a control plane last began a probe, so that only one of them probes at a time.
    begun_at  timestamptz,
    ended_at  timestamptz,
    -- Since when probes have had this outcome.
    since     timestamptz,
    reachable boolean,
    -- Version, models, adapters and device, or the error.
    result    json,
    primary key (kind, name),
    foreign key (kind, name) references registered_service on delete cascade,
    check ((ended_at is null) = (reachable is null)),
    check ((ended_at is null) = (result is null)),
    check ((ended_at is null) = (since is null))
);
do $$
declare c text;
begin
    foreach c in array array['begun_at', 'ended_at', 'since', 'reachable', 'result'] loop
        execute format('comment on column service_probe.%I is %L', c, 'observed: differs between equal runs');
    end loop;
end $$;

-- What failed lately.
create index runs_failed_by_end on run (ended_at) where state = 'failed';

-- The settings that determine how long a completion takes, as a hash: experiments with equal ones give comparable rates.
-- jsonb_build_array is not immutable for every type, but it is for jsonb.
create function pace_of(spec jsonb) returns text language sql immutable parallel safe as $$
    select encode(sha256(convert_to(jsonb_build_array(spec -> 'model', spec -> 'grading', spec #> '{queue,pool}',
        spec #> '{execution,bridge}', spec #> '{execution,engine}', spec #> '{execution,worker}',
        spec #> '{execution,gpu}', spec #> '{execution,trialsInParallel}',
        spec #> '{execution,microBatchTokens}', spec #> '{execution,threads}',
        spec #> '{soar,inner}', spec #> '{soar,lora,rank}',
        spec #> '{soar,teacher,maxTokens}', spec #> '{soar,student,maxTokens}')::text, 'UTF8')), 'hex')
$$;
create index experiments_by_pace on experiment (pace_of(spec), id);
