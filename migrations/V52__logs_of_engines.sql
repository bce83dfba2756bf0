-- A control plane can have several engines and worker processes, each with a log of its own.
alter table run add column engine_log text, add column worker_log text;
comment on column run.engine_log is
    'observed: the log of the engine that served the run last, in HOME/logs of its control plane, without extension; null before V52 and for a registered engine';
comment on column run.worker_log is
    'observed: the same of its worker process; null before V52, and if the worker is registered or inside the control plane';

-- With several runs at a time, a run's time counts for the accelerators that it uses itself.
comment on column history.run_costs.accelerator_seconds is
    'Seconds of work times the number of accelerators that the run used, before V52 times all of the machine''s; 0 on a machine without any.';
