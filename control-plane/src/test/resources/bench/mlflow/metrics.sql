select m.key, m.value, extract(epoch from u.ended_at)::bigint * 1000 as timestamp, md5(p.run_id::text) as run_uuid,
    p.t as step, false as is_nan
from promotion p join run_unit u on u.run_id = p.run_id and u.unit = p.unit cross join lateral (values
    ('mean_reward', p.mean_reward), ('moving_average', p.moving_average), ('promotions', p.promotions)) m (key, value)
where m.value is not null
