select t.key, t.value, md5(r.id::text) as run_uuid
from run r join experiment e on e.id = r.experiment_id cross join lateral (values
    ('mlflow.runName', r.name), ('mlflow.user', r.owner), ('experiment', e.name), ('team', e.tags ->> 'team')) t (key, value)
where t.value is not null
