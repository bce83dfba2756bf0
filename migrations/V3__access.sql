-- Who may do what, and what was done. Nothing here belongs to a run, so nothing of it is compared.

create table api_token (
    id           bigint generated always as identity primary key,
    name         text not null check (name <> ''),
    role         text not null check (role in ('viewer', 'operator', 'admin')),
    reach        text not null default 'full' check (reach in ('full', 'read-only')),
    prefix       text not null,
    hash         bytea not null unique check (octet_length(hash) = 32),
    created_at   timestamptz not null default now(),
    created_by   text not null,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz
);

-- A session without a token was opened by the link that the start prints.
create table console_session (
    hash       bytea primary key check (octet_length(hash) = 32),
    token_id   bigint references api_token,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
);

create table audit (
    id       bigint generated always as identity primary key,
    at       timestamptz not null default now(),
    who      text not null,
    -- Without a foreign key: what was done stays, whatever becomes of the token.
    token_id bigint,
    what     text not null,
    target   text not null,
    before   jsonb,
    after    jsonb
);
create index audit_of_person on audit (who, id);
create index audit_of_target on audit (target, id);

-- The application's role has no right to it either (platform.AppGrants); this also holds off the owner.
create function audit_only_grows() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is only ever added to' using errcode = 'CA010';
end $$;
create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function audit_only_grows();

-- A change that is being made. What is left here by a control plane that died goes to the audit as of unknown outcome.
create table audit_intent (
    id       bigint generated always as identity primary key,
    at       timestamptz not null default now(),
    who      text not null,
    token_id bigint,
    what     text not null,
    target   text not null
);

create table idempotency_key (
    principal   text not null,
    key         text not null,
    -- One use of the key; a key that is used again after its day has passed is another one.
    reservation uuid not null unique default gen_random_uuid(),
    request     bytea not null check (octet_length(request) = 32),
    owner       text not null,
    reserved_at timestamptz not null default now(),
    -- In flight while there is none.
    status      int,
    location    text,
    answer      text,
    primary key (principal, key)
);
create index idempotency_key_to_sweep on idempotency_key (reserved_at);

-- In the transaction that makes the experiment: a request that is sent again after a crash finds it.
alter table experiment add column idempotency_key text unique;
comment on column experiment.idempotency_key is 'observed: differs between equal runs';
