package dev.cairn.export;

/** A query with every type that files have: usual and extreme values, and a row of NULLs. */
final class EveryType {
    static final String SQL = """
            select * from (values
                (true, 1::int2, -2147483648, 9223372036854775807, 1.5::float4, 'NaN'::float8, 'é🙂', '{"a": [1]}'::jsonb,
                    '\\x00ff'::bytea, '123e4567-e89b-12d3-a456-426614174000'::uuid, '2026-01-02'::date,
                    '2026-01-02 03:04:05.678901+00'::timestamptz, '0001-01-01 00:00:00'::timestamp, (-12.34)::numeric(10,2),
                    (9223372036854775807::numeric * 10), array[1, null, 3], array['x', '']),
                (false, -1, 2147483647, '-9223372036854775808', '-Infinity', 1e300, '', '"x"', '', null, '1969-12-31',
                    '1900-01-01 00:00:00+00', '2026-01-02 03:04:05', 99999999.99::numeric(10,2), 0.1, '{}', null),
                (null, null, null, null, null, null, null, null, null, null, null, null, null, null::numeric(10,2), null, null,
                    null))
            t (flag, small, whole, big, single, real, words, doc, raw, id, day, at, local, money, exact, list, names)""";

    private EveryType() {}
}
