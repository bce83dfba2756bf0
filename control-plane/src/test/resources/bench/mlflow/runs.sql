select md5(id::text) as run_uuid, name, 'LOCAL' as source_type, owner as user_id,
    case state when 'succeeded' then 'FINISHED' when 'failed' then 'FAILED' when 'cancelled' then 'KILLED'
        when 'running' then 'RUNNING' else 'SCHEDULED' end as status,
    (extract(epoch from coalesce(started_at, created_at)) * 1000)::bigint as start_time,
    (extract(epoch from ended_at) * 1000)::bigint as end_time, 'active' as lifecycle_stage,
    'file:///tmp/mlflow/' || id as artifact_uri, 1 as experiment_id
from run
