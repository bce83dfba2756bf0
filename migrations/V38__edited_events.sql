-- Edits of an experiment or of a run's place in the queue are events as well.
comment on column history.events.kind is
    'run.state, unit.done, outer-step.decided, experiment.tags, experiment.edited or run.edited.';
