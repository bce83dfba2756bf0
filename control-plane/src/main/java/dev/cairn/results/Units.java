package dev.cairn.results;

import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.PagePosition;
import dev.cairn.jdbc.RecordPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the committed units of a run in the order in which they ended. */
final class Units {
    private Units() {}

    static RecordPage<UnitView> page(JdbcRunner jdbc, long run, int limit, @Nullable String cursor) {
        PagePosition after = PagePosition.decode(cursor, PagePosition.of("units", "", ""));
        List<UnitView> found = jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery("""
                        select unit, owner, fence, attempt, rollouts, started_at, ended_at from run_unit
                        where run_id = :run
                            and (ended_at, unit) > (coalesce(:endedAt::timestamptz, '-infinity'), :unit)
                        order by ended_at, unit limit :limit""")
                        .bind("run", run)
                        .bind("endedAt", after.time(0))
                        .bind("unit", after.text(1))
                        .bind("limit", limit + 1)
                        .map((row, context) -> UnitView.of(
                                row.getString("unit"),
                                row.getString("owner"),
                                row.getLong("fence"),
                                row.getInt("attempt"),
                                row.getInt("rollouts"),
                                Columns.instant(row, "started_at"),
                                Columns.instant(row, "ended_at")))
                        .list());
        return RecordPage.of(
                found, limit, unit -> PagePosition.of("units", unit.endedAt().toString(), unit.unit()));
    }
}
