-- Lists by filter and sort, tags, and events that are pruned.

-- Beside the spec: people change tags later, and a spec never.
alter table experiment
    add tags jsonb not null default '{}' check (jsonb_typeof(tags) = 'object');
comment on column experiment.tags is 'observed: differs between equal runs';

-- Positions up to here are gone.
alter table event_position
    add pruned bigint not null default 0,
    add check (pruned <= last);

create index experiments_by_creation on experiment (created_at, id);
create index experiments_by_name on experiment (name, id);
create index runs_by_creation on run (created_at, id);
create index runs_by_name on run (name, id);
create index runs_in_state_by_id on run (state, id);
-- Where an experiment stands is asked of its runs' states, one look each.
create index run_states_of_experiment on run (experiment_id, state);
