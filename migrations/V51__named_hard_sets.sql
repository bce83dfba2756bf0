-- The hard set of a finished screening can have a name, under which other experiments use it.
create table named_hard_set (
    name        text primary key,
    run_id      bigint references run,
    description text not null,
    created_by  text not null,
    created_at  timestamptz not null default now(),
    deleted_at  timestamptz,
    check ((run_id is null) = (deleted_at is not null))
);
create index on named_hard_set (run_id);
comment on table named_hard_set is
    'names of hard sets; the halves are those of the run''s rows in hard_set. A deleted name never means another hard set';

-- Specs from before these settings existed do not use them.
update experiment set spec = jsonb_set(spec, '{screen,hardSet}', 'null')
    where spec ? 'screen' and not (spec -> 'screen') ? 'hardSet';
update experiment set spec = jsonb_set(spec, '{screen,seed}', 'null')
    where spec ? 'screen' and not (spec -> 'screen') ? 'seed';

comment on column history.experiments.seed is
    'The seed from which all random numbers of the experiment derive, except those of its screening if screen.seed is given.';
comment on column history.run_settings.seed is
    'The seed from which all random numbers of the experiment derive, except those of its screening if screen.seed is given.';
comment on column history.runs.seed is
    'The run''s seed, derived from the experiment''s, or a screening''s from screen.seed if that is given.';
