package dev.cairn.overview;

import dev.cairn.experiments.FailureClass;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.spec.RunKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Reads what failed lately, except what was retried or restarted since, or archived. */
@Singleton
record Failures(JdbcRunner jdbc) {
    private static final int SHOWN = 8;

    List<FailedRun> latest() {
        return jdbc.call(
                "reading what failed",
                handle -> handle.createQuery("""
                                select r.id, r.name, r.kind, r.generation, r.experiment_id, e.name as experiment_name, r.owner,
                                    r.failure, r.reason, r.ended_at
                                from run r join experiment e on e.id = r.experiment_id
                                where r.state = 'failed' and r.ended_at > now() - interval '7 days'
                                    and e.deleted_at is null and e.archived_at is null
                                    and not exists (select from run n where n.experiment_id = r.experiment_id
                                        and n.name = r.name and n.generation > r.generation)
                                order by r.ended_at desc limit :limit""")
                        .bind("limit", SHOWN)
                        .map((row, context) -> new FailedRun(
                                new RunId(row.getLong("id")),
                                row.getString("name"),
                                RunKind.of(row.getString("kind")),
                                row.getInt("generation"),
                                new ExperimentId(row.getLong("experiment_id")),
                                row.getString("experiment_name"),
                                row.getString("owner"),
                                Optional.ofNullable(row.getString("failure"))
                                        .map(FailureClass::of)
                                        .orElse(null),
                                row.getString("reason"),
                                Columns.instant(row, "ended_at")))
                        .list());
    }
}
