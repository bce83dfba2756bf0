-- Filters for a tag that few experiments have. Settings have no such index: the database keeps no statistics of specs, and
-- would take it for a value that most experiments have as well.
create index experiments_by_tag on experiment using gin (tags jsonb_path_ops);
