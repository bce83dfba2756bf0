-- The hard set of a finished screening can have a name, under which other experiments use it.
create table named_hard_set (
    name        text primary key,
    run_id      bigint not null references run,
    description text not null,
    created_by  text not null,
    created_at  timestamptz not null default now()
);
create index on named_hard_set (run_id);
comment on table named_hard_set is 'names of hard sets; the halves are those of the run''s rows in hard_set';

-- Specs from before these settings existed do not use them.
update experiment set spec = jsonb_set(spec, '{screen,hardSet}', 'null')
    where spec ? 'screen' and not (spec -> 'screen') ? 'hardSet';
update experiment set spec = jsonb_set(spec, '{screen,seed}', 'null')
    where spec ? 'screen' and not (spec -> 'screen') ? 'seed';
