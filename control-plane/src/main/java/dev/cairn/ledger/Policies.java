package dev.cairn.ledger;

import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the policies of a run in the order in which they were created. */
final class Policies {
    private Policies() {}

    static RecordPage<PolicyView> page(JdbcRunner jdbc, long run, int limit, @Nullable String cursor) {
        PagePosition after = PagePosition.decode(cursor, PagePosition.of("policies", "", "", ""));
        List<PolicyView> found = jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery("""
                        select p.unit, p.role, p.path, p.sha256, p.optimizer_steps, a.bytes,
                            a.removed_at is null as kept, a.created_at
                        from policy p join artifact a on a.path = p.path
                        where p.run_id = :run and (a.created_at, p.unit, p.role)
                            > (coalesce(:createdAt::timestamptz, '-infinity'), :unit, :role)
                        order by a.created_at, p.unit, p.role limit :limit""")
                        .bind("run", run)
                        .bind("createdAt", after.time(0))
                        .bind("unit", after.text(1))
                        .bind("role", after.text(2))
                        .bind("limit", limit + 1)
                        .map((row, context) -> new PolicyView(
                                row.getString("unit"),
                                row.getString("role"),
                                row.getString("path"),
                                row.getString("sha256"),
                                row.getInt("optimizer_steps"),
                                row.getLong("bytes"),
                                row.getBoolean("kept"),
                                Columns.instant(row, "created_at")))
                        .list());
        return RecordPage.of(
                found,
                limit,
                policy -> PagePosition.of("policies", policy.createdAt().toString(), policy.unit(), policy.role()));
    }
}
