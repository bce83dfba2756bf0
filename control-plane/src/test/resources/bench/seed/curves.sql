-- Long curves for the benchmark of the console: 10,000 points of one series in each of :runs runs, and 1,000 further series.
insert into metric_point (run_id, unit, name, step, value)
    with compared as (
        select r.id as run_id, (select u.unit from run_unit u where u.run_id = r.id order by u.ended_at limit 1) as unit
        from run r where r.kind = 'soar' and r.state = 'succeeded' and exists (select from run_unit u where u.run_id = r.id)
            and not exists (select from metric_point m where m.name = 'student/long_curve')
        order by r.id limit :runs)
    select c.run_id, c.unit, 'student/long_curve', s, sin(s / 500.0) + c.run_id % 7 + (hashint8(c.run_id * 10000 + s) % 1000) / 5000.0
    from compared c cross join generate_series(0, 9999) s
    union all
    select c.run_id, c.unit, 'student/series_' || lpad(n::text, 4, '0'), s, n * s
    from compared c cross join generate_series(1, 1000) n cross join generate_series(0, 9) s;
analyze metric_point;
