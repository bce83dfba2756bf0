-- Who may read history, and what was asked of it. The roles themselves are made by history-roles.sql.

alter table experiment add column shared boolean not null default false;
comment on column experiment.shared is 'whether everyone may read it in history; otherwise its owner and admins';

-- The public views. Whatever is created in this schema may be read by every login of history.
create schema history;
comment on schema history is 'Experiments and their results for everyone who asks in SQL; docs/history.md';

-- Who reads. Readers can neither see nor change these tables.
create schema history_access;

-- Logins for psql, notebooks and BI tools.
create table history_access.login (
    login       text primary key,
    viewer      text not null,
    created_at  timestamptz not null default now(),
    created_by  text not null,
    valid_until timestamptz not null
);

-- A row for each query over REST while it runs. The session holds the ticket, which no other session can guess.
create table history_access.reader (
    ticket     uuid primary key,
    login      text not null,
    viewer     text not null,
    sees_all   boolean not null,
    created_at timestamptz not null default now()
);

-- Not marked as safe for parallel queries, so that no query over the views starts parallel workers.
create function history_access.viewer() returns text
    language sql stable security definer set search_path = pg_catalog
as $$
    select coalesce(
        (select l.viewer from history_access.login l where l.login = session_user and l.valid_until > now()),
        (select r.viewer from history_access.reader r
            where r.login = session_user and r.ticket::text = current_setting('cairn.ticket', true)))
$$;
comment on function history_access.viewer() is 'the person whose experiments the session may read besides shared ones; null if there is none';

-- A role that can read the table itself (the application, the owner) sees everything in the views too.
create function history_access.sees_all() returns boolean
    language sql stable security definer set search_path = pg_catalog
as $$
    select coalesce(
        (select exists (select from public.api_token t
                where t.name = l.viewer and t.role = 'admin' and t.revoked_at is null
                    and (t.expires_at is null or t.expires_at > now()))
            from history_access.login l where l.login = session_user and l.valid_until > now()),
        (select r.sees_all from history_access.reader r
            where r.login = session_user and r.ticket::text = current_setting('cairn.ticket', true)),
        has_table_privilege(session_user, 'public.experiment', 'select'))
$$;
comment on function history_access.sees_all() is 'whether the session may read the experiments of everyone';

create view history_access.visible_experiment with (security_barrier) as
    select e.id as experiment_id from public.experiment e
    where (select history_access.sees_all()) or e.owner = (select history_access.viewer()) or e.shared;
comment on view history_access.visible_experiment is 'the experiments that the session may read: the row rule of every view in history';

create table history_query (
    id               bigint generated always as identity primary key,
    viewer           text not null,
    sql              text not null,
    parameters       jsonb not null,
    format           text not null,
    state            text not null check (state in ('waiting', 'running', 'succeeded', 'failed', 'cancelled')),
    asked_at         timestamptz not null default now(),
    started_at       timestamptz,
    ended_at         timestamptz,
    rows             bigint,
    bytes            bigint,
    cut_by           text check (cut_by in ('rows', 'bytes', 'time')),
    error            text,
    cancel_requested boolean not null default false,
    check ((state in ('succeeded', 'failed', 'cancelled')) = (ended_at is not null))
);
create index history_query_of_viewer on history_query (viewer, id);
create index history_query_asked on history_query (asked_at);
create index history_query_open on history_query (id) where ended_at is null;

create table saved_query (
    id          bigint generated always as identity primary key,
    version     int not null default 0,
    owner       text not null,
    name        text not null,
    description text not null,
    sql         text not null,
    parameters  jsonb not null,
    shared      boolean not null,
    created_at  timestamptz not null default now(),
    changed_at  timestamptz not null default now(),
    unique (owner, name)
);
