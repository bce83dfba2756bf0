package dev.cairn.retention;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentDeletion;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what deleting an experiment would remove. */
@Singleton
public final class DeletionPreviews {
    private final JdbcRunner jdbc;
    private final ExperimentDeletion deletion;

    public DeletionPreviews(JdbcRunner jdbc, ExperimentDeletion deletion) {
        this.jdbc = jdbc;
        this.deletion = deletion;
    }

    /** Counts the rows, which takes some seconds for millions of rollouts. */
    public DeletionPreview of(Experiment experiment) {
        List<Long> runs =
                experiment.runs().stream().map(run -> run.id().value()).toList();
        return jdbc.call("counting the rows of experiment " + experiment.id(), handle -> {
            Map<String, Long> rows = new LinkedHashMap<>();
            for (String table : RunTables.IN_ORDER) {
                put(rows, table, RunTables.count(handle, table, runs));
            }
            put(rows, "run_event", RunTables.countEvents(handle, experiment.id().value()));
            Removed files = RunTables.files(handle, runs);
            return new DeletionPreview(
                    experiment.id(),
                    experiment.name(),
                    runs.size(),
                    rows,
                    files.files(),
                    files.bytes(),
                    deletion.obstacles(experiment.id()));
        });
    }

    private static void put(Map<String, Long> rows, String table, long count) {
        if (count > 0) {
            rows.put(table, count);
        }
    }
}
