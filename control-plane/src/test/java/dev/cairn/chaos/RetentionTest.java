package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.RefusedException;
import dev.cairn.experiments.ExpectedRevision;
import dev.cairn.experiments.ExperimentEdit;
import dev.cairn.experiments.ExperimentEdits;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ledger.LiveArtifacts;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.StorageRoot;
import dev.cairn.retention.RemovalTotals;
import dev.cairn.retention.RemovedKind;
import dev.cairn.retention.RetentionConfig;
import dev.cairn.retention.RetentionPolicies;
import dev.cairn.retention.RetentionPreview;
import dev.cairn.retention.RetentionPreviews;
import dev.cairn.spec.RetentionRule;
import dev.cairn.spec.RetentionRule.Keep;
import dev.cairn.testing.StoppingSource;
import dev.cairn.testing.TestJson;
import dev.cairn.testing.TestRetention;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules for what is kept of experiments that have ended. */
@Timeout(300)
final class RetentionTest extends OneControlPlane {
    private static final String REMOVED = "select kind, rows, files, bytes from retention_removal order by kind";

    private final RemovalTotals totals = new RemovalTotals();
    private final ExperimentEdits edits = fixture.experiments().get(ExperimentEdits.class);

    RetentionTest(@TempDir Path temporary) {
        super(temporary);
    }

    private ArtifactStore store() {
        return controlPlane.controlPlane().get(ArtifactStore.class);
    }

    private RetentionPolicies policies(JdbcRunner jdbc, RetentionConfig config) {
        return new RetentionPolicies(jdbc, store(), config, TestJson.MAPPER, totals);
    }

    private RetentionPreviews previews(RetentionConfig config) {
        return new RetentionPreviews(database.jdbc(), config, TestJson.MAPPER);
    }

    private RetentionPreview preview(ExperimentId experiment) {
        return previews(TestRetention.STANDARD).of(experiment, Map.of()).orElseThrow();
    }

    private static RetentionPreview.KindPreview of(RetentionPreview preview, RemovedKind kind) {
        return preview.kinds().stream()
                .filter(shown -> shown.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private void rules(ExperimentId experiment, Map<String, @Nullable RetentionRule> rules) {
        edits.change(experiment, new ExpectedRevision.Any(), new ExperimentEdit(null, null, rules, null, null));
    }

    private static Map<String, @Nullable RetentionRule> everything(Keep keep, int afterDays) {
        RetentionRule rule = new RetentionRule(keep, afterDays);
        return Map.of("rolloutText", rule, "metricPoints", rule, "adapters", rule);
    }

    private List<String> missingFiles() {
        return database.query("select path from artifact where removed_at is null").stream()
                .filter(path -> !Files.exists(store().resolve(StorageRoot.DURABLE, path)))
                .toList();
    }

    /** A pass over many experiments may take hours. */
    @Test
    void aRuleThatIsTakenBackWhileItIsAppliedRemovesNothingMore() {
        ExperimentId experiment = undisturbed();
        rules(experiment, everything(Keep.NONE, 0));
        long texts = database.number("select count(*) from rollout_text");
        AtomicInteger connections = new AtomicInteger();
        DataSource afterThePageIsRead = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (connections.incrementAndGet() == 2) {
                        rules(experiment, everything(Keep.ALL, 0));
                    }
                    return database.application().getConnection();
                });
        policies(new JdbcRunner(afterThePageIsRead), TestRetention.STANDARD).apply();
        assertThat(connections.get()).isGreaterThan(1);
        assertThat(database.number("select count(*) from rollout_text")).isEqualTo(texts);
    }

    @Test
    void whatThePreviewShowsGoesAndNothingElseWhereverARunOfTheJobStops() {
        ExperimentId experiment = undisturbed();
        fixture.experiments()
                .get(LiveArtifacts.class)
                .retire()
                .forEach(path -> store().delete(StorageRoot.DURABLE, path));
        List<String> numbers = database.query("select * from rollout order by run_id, unit, ordinal");
        long texts = database.number("select count(*) from rollout_text");
        rules(experiment, everything(Keep.PROMOTED, 0));
        RetentionPreview preview = preview(experiment);
        assertThat(preview.kinds()).allSatisfy(kind -> {
            assertThat(kind.from()).isEqualTo("experiment");
            assertThat(kind.removes().rows() + kind.removes().files()).isPositive();
            assertThat(kind.keeps()).contains("promoted");
        });
        assertThat(previews(TestRetention.STANDARD).all(10)).containsExactly(preview);

        StoppingSource source = new StoppingSource(database.application());
        RetentionPolicies policies = policies(new JdbcRunner(source.source()), TestRetention.STANDARD);
        int stops = 0;
        for (int statements = 5; database.number("select count(*) from retention_applied") < 3; statements += 40) {
            source.stopAfter(statements);
            try {
                policies.apply();
            } catch (DatabaseException e) {
                assertThat(e).hasMessageContaining("stopped on purpose");
                stops++;
            }
        }
        assertThat(stops).isGreaterThan(3);
        assertThat(database.query(REMOVED))
                .containsExactlyElementsOf(preview.kinds().stream()
                        .map(kind -> "%s|%d|%d|%d"
                                .formatted(
                                        kind.kind().wireName(),
                                        kind.removes().rows(),
                                        kind.removes().files(),
                                        kind.removes().bytes()))
                        .sorted()
                        .toList());
        for (RetentionPreview.KindPreview kind : preview.kinds()) {
            assertThat(totals.of(kind.kind())).as("counted for metrics").isEqualTo(kind.removes());
        }
        assertThat(database.query("select * from rollout order by run_id, unit, ordinal"))
                .as("numbers stay")
                .isEqualTo(numbers);
        long left = database.number("select count(*) from rollout_text");
        assertThat(left)
                .isPositive()
                .isEqualTo(
                        texts - of(preview, RemovedKind.ROLLOUT_TEXT).removes().rows());
        assertThat(database.number("""
                select count(*) from history.rollout_texts t
                join history.rollouts r using (experiment_id, run_id, unit, position)
                join history.promotions p on p.run_id = r.run_id and p.outer_step = r.outer_step
                    and p.question_set = r.question_set"""))
                .as("texts of promoted sets: their students' and the teacher's")
                .isEqualTo(left);
        assertThat(database.query("""
                select distinct a.removed_at is null from promotion p join artifact a on a.path = p.student_path""")).containsExactly("t");
        assertThat(missingFiles()).isEmpty();
        assertThat(database.query("select path from artifact where removed_at is not null"))
                .isNotEmpty()
                .noneMatch(path -> Files.exists(store().resolve(StorageRoot.DURABLE, path)));

        List<String> removed = database.query(REMOVED);
        policies(database.jdbc(), TestRetention.STANDARD).apply();
        assertThat(database.query(REMOVED)).isEqualTo(removed);
        assertThat(preview(experiment).kinds()).allSatisfy(kind -> {
            assertThat(kind.keeps()).isEqualTo("everything: its rule was already applied");
            assertThat(kind.removed()).isEqualTo(of(preview, kind.kind()).removes());
        });
    }

    @Test
    void aSampleIsOneInSixteenAndAllOfTheTeacher() {
        ExperimentId experiment = undisturbed();
        rules(experiment, Map.of("rolloutText", new RetentionRule(Keep.SAMPLED, 0)));
        policies(database.jdbc(), TestRetention.STANDARD).apply();
        assertThat(database.query("""
                select distinct purpose = 'WRITE' or (seed + sample) % 16 = 0, x.text is not null
                from rollout r left join rollout_text x using (run_id, unit, ordinal)""")).containsExactlyInAnyOrder("t|t", "f|f");
        assertThat(database.query("select distinct kind from retention_removal"))
                .containsExactly("rollout-text");
    }

    @Test
    void theConfigurationHoldsForExperimentsWithoutOwnRulesOnceTheirDaysArePast() {
        ExperimentId standard = undisturbed();
        ExperimentId own = undisturbed();
        rules(own, Map.of("rolloutText", new RetentionRule(Keep.ALL, 0)));
        RetentionConfig config = TestRetention.of(Keep.NONE, 30);
        long texts = database.number("select count(*) from rollout_text");
        policies(database.jdbc(), config).apply();
        assertThat(database.number("select count(*) from rollout_text")).isEqualTo(texts);
        assertThat(of(previews(config).of(standard, Map.of()).orElseThrow(), RemovedKind.ROLLOUT_TEXT)
                        .keeps())
                .contains("30 days after its end");
        database.execute("update experiment_summary set ended_at = ended_at - interval '31 days'");
        policies(database.jdbc(), config).apply();
        String left = "select count(*) from rollout_text x join run r on r.id = x.run_id where r.experiment_id = ";
        assertThat(database.number(left + standard)).isZero();
        assertThat(database.number(left + own)).isPositive();
        assertThat(database.query("""
                select distinct r.kind, a.unit from artifact a join run r on r.id = a.run_id
                where a.removed_at is null and a.kind = 'checkpoint'"""))
                .as("what other experiments may take over")
                .containsExactly("screen|init");
    }

    @Test
    void whatARetryNeedsStaysAndARestartWithoutItsFilesIsRefusedByName() throws Exception {
        faults.fail("step r\\d+/t/1/trial/1/0.*", Remedy.FIX_REQUEST);
        ExperimentId experiment = fixture.submit();
        awaitState(experiment, "soar", RunState.FAILED);
        await().until(() -> fixture.isOver(experiment));
        rules(experiment, everything(Keep.NONE, 0));
        RetentionPolicies policies = policies(database.jdbc(), TestRetention.STANDARD);
        policies.apply();
        assertThat(of(preview(experiment), RemovedKind.ADAPTERS).keeps())
                .contains("soar (run " + run(experiment, "soar").id() + ", failed) may be retried");
        assertThat(missingFiles()).isEmpty();
        faults.none();
        fixture.experiments().control().retry(experiment);
        assertThat(of(preview(experiment), RemovedKind.ROLLOUT_TEXT).keeps()).contains("its runs have not ended");
        long before = database.number("select count(*) from rollout_text");
        policies.apply();
        assertThat(database.number("select count(*) from rollout_text"))
                .as("runs in progress only add")
                .isGreaterThanOrEqualTo(before);
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(experiment);

        policies.apply();
        assertThat(database.number("select count(*) from rollout_text")).isZero();
        assertThatThrownBy(() -> fixture.experiments()
                        .control()
                        .restart(run(experiment, "evaluate-promoted").id()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("starts from a student of run "
                        + run(experiment, "soar").id())
                .hasMessageContaining("restart run " + run(experiment, "soar").id());
        fixture.experiments().control().restart(run(experiment, "evaluate-base").id());
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(experiment);
    }

    @Test
    void rulesAreCheckedByNameAndRemovedOneByOne() {
        ExperimentId experiment = fixture.submit();
        assertThatThrownBy(() -> rules(experiment, Map.of("logs", new RetentionRule(Keep.NONE, 0))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("retention.logs: is not a kind of results (allowed: rolloutText, metricPoints, adapters)");
        assertThatThrownBy(() -> rules(experiment, Map.of("adapters", new RetentionRule(Keep.NONE, -1))))
                .hasMessage("retention.adapters.afterDays: is -1 (allowed: 0 to 36500)");
        rules(experiment, everything(Keep.NONE, 7));
        Map<String, @Nullable RetentionRule> change = new HashMap<>();
        change.put("adapters", null);
        rules(experiment, change);
        assertThat(fixture.read(experiment).retention().adapters()).isNull();
        assertThat(fixture.read(experiment).retention().rolloutText()).isEqualTo(new RetentionRule(Keep.NONE, 7));

        change.put("rolloutText", null);
        change.put("metricPoints", null);
        rules(experiment, change);
        assertThat(database.query("select retention from experiment")).containsExactly("null");
        controlPlane.executor().close();
    }
}
