-- Sessions that can be listed and ended one by one; each belongs to the token that it was opened with.

-- Those of earlier sign-in links belong to no token, and nothing but time would end them.
delete from console_session where token_id is null;

alter table console_session
    alter column token_id set not null,
    add id bigint generated always as identity,
    add last_used_at timestamptz,
    add unique (id);

create index console_sessions_by_token on console_session (token_id);
