package dev.cairn.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.base.RefusedException;
import dev.cairn.experiments.ExpectedRevision;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentDeletion;
import dev.cairn.history.Viewer;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.retention.DeletedExperiments;
import dev.cairn.retention.DeletionPreview;
import dev.cairn.retention.DeletionPreviews;
import dev.cairn.retention.RemovalTotals;
import dev.cairn.testing.RowsOfExperiments;
import dev.cairn.testing.StoppingSource;
import dev.cairn.testing.TestHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deleted experiments disappear at once and leave nothing, wherever their removal is interrupted. */
@Timeout(300)
final class DeletionTest extends OneControlPlane {
    private static final ExpectedRevision ANY = new ExpectedRevision.Any();
    private static final List<String> STAY = List.of("retention_removal.experiment_id");

    private final RowsOfExperiments rows = new RowsOfExperiments(database);
    private final ExperimentDeletion deletion = fixture.experiments().get(ExperimentDeletion.class);
    private final Path durable;

    DeletionTest(@TempDir Path temporary) {
        super(temporary);
        durable = temporary.resolve("artifacts/durable");
    }

    private static List<Long> runs(Experiment experiment) {
        return experiment.runs().stream().map(run -> run.id().value()).toList();
    }

    private Map<String, Long> rows(Experiment experiment) {
        return rows.count(experiment.id().value(), runs(experiment));
    }

    private List<String> files(Experiment experiment) throws IOException {
        try (Stream<Path> files = Files.walk(durable)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> durable.relativize(file).toString())
                    .filter(file -> runs(experiment).stream().anyMatch(run -> file.startsWith("r" + run + "/")))
                    .sorted()
                    .toList();
        }
    }

    private DeletedExperiments removal(JdbcRunner jdbc) {
        return new DeletedExperiments(jdbc, controlPlane.controlPlane().get(ArtifactStore.class), new RemovalTotals());
    }

    private void publish() {
        fixture.experiments().events().publish();
    }

    @Test
    void aDeletedExperimentLeavesNoRowAndNoFileWhereverItsRemovalStops() throws Exception {
        Experiment kept = fixture.read(undisturbed());
        Experiment deleted = fixture.read(undisturbed());
        controlPlane.executor().close();
        publish();
        Map<String, Long> keptRows = rows(kept);
        List<String> keptFiles = files(kept);
        assertThat(keptFiles).isNotEmpty();
        assertThat(files(deleted)).isNotEmpty();
        Map<String, Long> before = rows(deleted);
        assertThat(before).as("tables with rows").hasSizeGreaterThan(28).containsKeys("rollout.run_id", "run.id");
        DeletionPreview preview =
                fixture.experiments().get(DeletionPreviews.class).of(deleted);
        assertThat(preview.obstacles()).isEmpty();
        preview.rows()
                .forEach((table, count) -> assertThat(count)
                        .as(table)
                        .isEqualTo(before.getOrDefault(table + ".run_id", before.get(table + ".experiment_id"))));
        assertThat(preview.rows()).hasSizeGreaterThan(25);
        assertThat(preview.files()).isPositive();

        assertThat(deletion.delete(deleted.id(), ANY)).isTrue();
        assertThat(deletion.delete(deleted.id(), ANY)).as("a second time").isFalse();
        assertThat(fixture.experiments().store().find(deleted.id())).isEmpty();
        assertThat(fixture.experiments().store().run(deleted.runs().getFirst().id()))
                .isEmpty();
        assertThat(rows(deleted)).as("rows before the removal").isEqualTo(before);

        StoppingSource source = new StoppingSource(database.application());
        DeletedExperiments removal = removal(new JdbcRunner(source.source()));
        int passes = 0;
        for (int statements = 1; database.number("select count(*) from experiment") > 1; statements += 3) {
            source.stopAfter(statements);
            try {
                removal.remove();
            } catch (DatabaseException e) {
                assertThat(e).hasMessageContaining("stopped on purpose");
            }
            passes++;
        }
        assertThat(passes).isGreaterThan(8);
        Map<String, Long> left = new TreeMap<>(rows(deleted));
        left.keySet().removeAll(STAY);
        assertThat(left).isEmpty();
        assertThat(files(deleted)).isEmpty();
        assertThat(rows(kept)).isEqualTo(keptRows);
        assertThat(files(kept)).isEqualTo(keptFiles);
        assertThat(fixture.read(kept.id())).isEqualTo(kept);
        long all = preview.rows().values().stream().mapToLong(Long::longValue).sum();
        assertThat(database.query("select kind, rows, files from retention_removal"))
                .containsExactly("experiment|" + (all + preview.runs() + 1) + "|" + preview.files());
    }

    @Test
    void anExperimentWhoseScreeningAnotherOneTookOverStaysUntilThatOneIsDeleted() {
        ExperimentId first = undisturbed();
        ExperimentId second = fixture.submit(Map.of("seed", 77, "screen.from", first.value()));
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(second);
        ExperimentId third = fixture.submit(Map.of("seed", 78, "screen.from", second.value()));
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(third);
        publish();
        assertThatThrownBy(() -> deletion.delete(first, ANY))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("experiment " + second + " (")
                .hasMessageContaining("experiment " + third + " (")
                .hasMessageContaining("took over its screen run");
        assertThatThrownBy(() -> deletion.delete(second, ANY)).hasMessageContaining("experiment " + third);
        assertThat(deletion.delete(third, ANY)).isTrue();
        assertThat(deletion.delete(second, ANY)).isTrue();
        String screened = "select count(*) from history.screenings where experiment_id = " + first;
        try (TestHistory history = TestHistory.on(database)) {
            assertThat(history.csv(new Viewer("chaos", Sight.OWN_AND_SHARED), screened))
                    .isNotEqualTo("count\n0");
            for (String view : List.of("experiments", "runs", "units", "settings", "events", "rollouts", "run_costs")) {
                assertThat(history.csv(
                                TestHistory.ADMIN,
                                "select count(*) from history.%s where experiment_id > %s".formatted(view, first)))
                        .as(view)
                        .isEqualTo("count\n0");
            }
        }
        assertThat(deletion.delete(first, ANY)).isTrue();
        removal(database.jdbc()).remove();
        assertThat(database.number("select count(*) from experiment")).isZero();
        assertThat(database.number("select count(*) from run")).isZero();
        assertThat(database.number("select count(*) from rollout")).isZero();
    }
}
