-- Engines and workers that an admin registered; a spec names one of them and holds no address.

create table registered_service (
    kind         text not null check (kind in ('engine', 'worker')),
    name         text not null check (name ~ '^[a-z][a-z0-9-]{0,62}$'),
    version      bigint not null default 0,
    address      text not null,
    pool         text not null references pool,
    -- Adapters that an engine holds at a time; null: as many as a run asks for.
    adapters     int check (adapters > 0),
    -- AES-GCM, bound to kind, name and address; the key is in a file of the control planes, never here.
    sealed_token bytea,
    token_key    text,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    primary key (kind, name),
    check ((sealed_token is null) = (token_key is null)),
    check (kind = 'engine' or adapters is null)
);

-- Which database this is, told by a marker in the directory of its artifacts; and where that was when it was first used.
create table database_identity (
    only_row  boolean primary key default true check (only_row),
    id        uuid not null default gen_random_uuid(),
    artifacts text
);
insert into database_identity default values;
comment on column database_identity.id is 'observed: differs between equal runs';
comment on column database_identity.artifacts is 'observed: differs between equal runs';

-- Specs had addresses. They become names that are not registered: such a run says so, and is never started elsewhere.
update experiment set spec = jsonb_set(spec, '{execution}',
    (spec -> 'execution') - 'engineUrl' - 'workerUrl' || jsonb_build_object(
        'engine', case when spec -> 'execution' ->> 'engineUrl' is not null then 'from-address-in-spec' end,
        'worker', case when spec -> 'execution' ->> 'workerUrl' is not null then 'from-address-in-spec' end))
where spec -> 'execution' ?| array['engineUrl', 'workerUrl'];

do $$
declare c text;
begin
    foreach c in array array['created_at', 'updated_at', 'version', 'sealed_token', 'token_key'] loop
        execute format('comment on column registered_service.%I is %L', c, 'observed: differs between equal runs');
    end loop;
end $$;
