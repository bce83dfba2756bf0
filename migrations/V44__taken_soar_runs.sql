-- Specs from before this setting existed say what they meant: each experiment trained its own teacher.
update experiment set spec = jsonb_set(spec, '{methods,soarFrom}', 'null')
    where spec ? 'methods' and not (spec -> 'methods') ? 'soarFrom';

comment on column history.runs.previous_run_id is
    'The run that this one retries or restarts, or whose screening or SOAR run it takes over.';
comment on column history.runs.continues_previous is
    'Whether it inherited the finished units of the previous run (a retry, or a run taken over) or began again (a restart).';
