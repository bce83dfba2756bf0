package dev.cairn.results;

import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.PagePosition;
import dev.cairn.jdbc.RecordPage;
import dev.cairn.ports.Unit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Reads the policies of a run in the order in which they were created. */
final class Policies {
    private static final String ROWS = """
            select p.unit, p.role, p.path, p.sha256, p.optimizer_steps, a.bytes, a.created_at, a.removed_at
            from policy p join artifact a on a.path = p.path
            where p.run_id = :run""";

    private static final String PAGE = """
             and (a.created_at, p.unit, p.role) > (coalesce(:createdAt::timestamptz, '-infinity'), :unit, :role)
            order by a.created_at, p.unit, p.role limit :limit""";

    private static final String ONE = " and p.role = :role and p.unit = :unit";

    private Policies() {}

    static RecordPage<PolicyView> page(JdbcRunner jdbc, long run, int limit, @Nullable String cursor) {
        PagePosition after = PagePosition.decode(cursor, PagePosition.of("policies", "", "", ""));
        List<PolicyView> found = jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery(ROWS + PAGE)
                        .bind("run", run)
                        .bind("createdAt", after.time(0))
                        .bind("unit", after.text(1))
                        .bind("role", after.text(2))
                        .bind("limit", limit + 1)
                        .map(policy(handle, run))
                        .list());
        return RecordPage.of(
                found,
                limit,
                policy -> PagePosition.of("policies", policy.createdAt().toString(), policy.unit(), policy.role()));
    }

    static Optional<PolicyView> one(JdbcRunner jdbc, long run, String role, String unit) {
        return jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery(ROWS + ONE)
                        .bind("run", run)
                        .bind("role", role)
                        .bind("unit", unit)
                        .map(policy(handle, run))
                        .findOne());
    }

    /** The policies in these directories, by path. */
    static Map<String, String> byPath(JdbcRunner jdbc, long run, Collection<String> paths) {
        return jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery(
                                "select path, role || '/' || unit as policy from policy where run_id = :run and path = any (:paths)")
                        .bind("run", run)
                        .bindArray("paths", String.class, List.copyOf(paths))
                        .map((row, context) -> Map.entry(row.getString("path"), row.getString("policy")))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, same) -> first)));
    }

    private static RowMapper<PolicyView> policy(Handle handle, long run) {
        SampledPolicies policies = SampledPolicies.of(handle, run);
        return (row, context) -> {
            String role = row.getString("role");
            Unit<?> unit = Unit.parse(row.getString("unit")).orElseThrow();
            String policy = role + "/" + unit.text();
            return new PolicyView(
                    policy,
                    unit.text(),
                    role,
                    policies.parent(role, unit).orElse(null),
                    policies.isPromoted(policy),
                    row.getString("path"),
                    row.getString("sha256"),
                    row.getInt("optimizer_steps"),
                    row.getLong("bytes"),
                    row.getTimestamp("removed_at") == null,
                    Columns.instant(row, "created_at"),
                    Columns.instantOrNull(row, "removed_at"));
        };
    }
}
