-- The names of a run's series, and one series of several runs, without reading the points of the others.
create index metric_points_by_name on metric_point (run_id, name);
