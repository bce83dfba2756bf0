select m.key, m.value, extract(epoch from u.ended_at)::bigint * 1000 as timestamp, s.outer_steps_done - 1 as step,
    false as is_nan, md5(s.run_id::text) as run_uuid
from run_summary s join run_unit u on u.run_id = s.run_id and u.unit = s.unit cross join lateral (values
    ('mean_reward', s.last_mean_reward), ('moving_average', s.last_moving_average), ('promotions', s.promotions)) m (key, value)
where m.value is not null
