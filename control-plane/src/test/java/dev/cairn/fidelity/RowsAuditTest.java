package dev.cairn.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.results.rollouts.RolloutFilter;
import dev.cairn.results.rollouts.RolloutSearch;
import dev.cairn.results.rollouts.RolloutView;
import dev.cairn.soar.fakes.Calls;
import dev.cairn.soar.fakes.FakeCluster;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A finished run's rows record what it did, and it followed the method. */
class RowsAuditTest {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    /** Settings under which a run must be recomputable. */
    static List<Map<String, ?>> settings() {
        return List.of(
                Map.of(),
                Map.of(
                        "soar.student.loss.maskTruncated",
                        true,
                        "soar.teacher.loss.maskTruncated",
                        true,
                        "soar.teacher.warmup",
                        3,
                        "soar.student.warmup",
                        1,
                        "soar.student.rewardScale",
                        1,
                        "soar.teacher.rewardScale",
                        7.5,
                        "soar.outer.window",
                        1,
                        "soar.outer.tau",
                        0.1),
                Map.of(
                        "soar.student.loss.kl.estimator",
                        "K1",
                        "soar.student.loss.kl.placement",
                        "REWARD",
                        "soar.student.loss.kl.coefficient",
                        0.5),
                Map.of("soar.outer.teacherRewards", "SHUFFLED"),
                Map.of("prompts.twoTurns.enabled", true, "soar.teacher.loss.maskTruncated", true),
                Map.of("soar.outer.teacherRewards", "STANDARDISED", "soar.beyond.maxSimilarity", 0.9),
                Map.of(
                        "soar.outer.repeats",
                        3,
                        "soar.beyond.racing.margin",
                        0.13,
                        "soar.beyond.racing.repeats",
                        1,
                        "soar.beyond.racing.confidence",
                        0.8,
                        "soar.beyond.promotionConfidence",
                        0.6,
                        "soar.beyond.earlyStop.steps",
                        1,
                        "soar.beyond.earlyStop.gain",
                        0.15));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everyNumberFollowsFromAnswersVerdictsAndOutcomesAndIsWhatTheTrainerWasSent(Map<String, ?> settings)
            throws Exception {
        FinishedRun finished = FinishedRun.make(settings);
        try (Connection database = finished.database().application().getConnection()) {
            RowsAudit.Report report = RowsAudit.of(database, finished.run().value());
            assertThat(report.disagreements().found()).isEmpty();
            assertThat(report.promotedSets()).hasSize(finished.outcome().promotions());
            for (ExpectedSession sent : report.sent()) {
                assertSent(sent, finished);
            }
            assertThat(finished.calls().steps())
                    .as("nothing else was sent")
                    .hasSize(report.sent().stream()
                            .mapToInt(sent -> sent.steps().size())
                            .sum());
        }
        assertTeacherRolloutsShowTheirQuestionAndAdvantage(finished, "WRITE");
        if (settings.containsKey("prompts.twoTurns.enabled")) {
            assertTeacherRolloutsShowTheirQuestionAndAdvantage(finished, "WRITE_ANSWER");
        }
        assertThat(finished.outcome().promotions()).as("promotions").isGreaterThanOrEqualTo(2);
        if (settings.isEmpty()) {
            assertEverythingHappened(finished);
        }
    }

    private static void assertSent(ExpectedSession expected, FinishedRun finished) {
        String name = "r" + finished.run() + "/" + expected.unit() + "/session/";
        List<TrainerSession> sessions = finished.calls().sessions().stream()
                .filter(session -> session.name().startsWith(name))
                .toList();
        assertThat(sessions).as(name).hasSize(1);
        ExpectedSession.Pointer from = expected.from();
        assertThat(sessions.getFirst().from())
                .as(name)
                .isEqualTo(
                        new TrainerSession.Source.From(new PolicyRef(StorageRoot.DURABLE, from.path(), from.sha256())));
        assertThat(sessions.getFirst().optimizer() == TrainerSession.OptimizerState.FRESH)
                .as("%s fresh moments", name)
                .isEqualTo(expected.freshMoments());
        List<Calls.Step> steps = finished.calls().steps().stream()
                .filter(step -> step.session().startsWith(name))
                .toList();
        assertThat(steps.stream().map(Calls.Step::sequence))
                .as(name)
                .containsExactlyElementsOf(
                        IntStream.range(0, expected.steps().size()).boxed().toList());
        for (int i = 0; i < steps.size(); i++) {
            assertStep(name + " step " + i, expected.steps().get(i), steps.get(i), finished);
        }
    }

    private static void assertStep(String name, ExpectedSession.Step expected, Calls.Step sent, FinishedRun finished) {
        assertThat(sent.learningRate()).as(name).isCloseTo(expected.learningRate(), ROUNDING);
        assertThat(sent.batch()).as(name).hasSameSizeAs(expected.sequences());
        for (int i = 0; i < sent.batch().size(); i++) {
            TrainingSequence sequence = sent.batch().get(i);
            ExpectedSession.Sequence recomputed = expected.sequences().get(i);
            String what = name + " sequence " + i;
            assertThat(sequence.tokens()).as(what).isEqualTo(FakeCluster.tokens(text(recomputed.rollout(), finished)));
            assertThat(sequence.advantage()).as(what).isCloseTo(recomputed.advantage(), ROUNDING);
            assertThat(sequence.advantage() == 0)
                    .as("%s has nothing to teach", what)
                    .isEqualTo(recomputed.advantage() == 0);
            assertThat(sequence.inLoss()).as(what).isEqualTo(recomputed.inLoss());
        }
    }

    /** As a client reads them; the audit has recomputed the rows. */
    private static void assertTeacherRolloutsShowTheirQuestionAndAdvantage(FinishedRun finished, String turn) {
        RolloutSearch rollouts = new RolloutSearch(finished.database().jdbc());
        List<String> expected = finished.query("""
                        select q.t, q.k || '.' || q.i, q.answer, a.advantage from question q
                        join set_advantage a using (run_id, t, k) order by q.t, q.k, q.i""").stream()
                .map(row -> row.substring(0, row.lastIndexOf('|') + 1)
                        + Double.valueOf(row.substring(row.lastIndexOf('|') + 1)))
                .toList();
        List<String> shown = new ArrayList<>();
        for (int t = 0; t < 10; t++) {
            int step = t;
            rollouts
                    .page(finished.run().value(), RolloutFilter.ofUnit("t/" + t + "/write"), 1000, null)
                    .items()
                    .stream()
                    .filter(rollout ->
                            rollout.rejection() == null && rollout.purpose().equals(turn))
                    .sorted(Comparator.comparing(RolloutView::problemId))
                    .map(one -> step + "|" + one.problemId() + "|" + one.answer() + "|" + one.advantage())
                    .forEach(shown::add);
        }
        assertThat(shown).isEqualTo(expected).anyMatch(one -> !one.endsWith("|0.0"));
    }

    private static String text(StoredRollout rollout, FinishedRun finished) {
        return Objects.requireNonNull(finished.texts().get(rollout.key()), rollout.key());
    }

    /** Ensures that the test does not pass on a run in which nothing happens. */
    private static void assertEverythingHappened(FinishedRun finished) {
        assertThat(finished.query("select distinct verdict from rollout where purpose = 'TRAIN'"))
                .contains("VERIFIED", "DIFFERENT", "UNPARSABLE", "TIMED_OUT", "NO_ANSWER");
        assertThat(finished.query("select distinct reward from rollout where purpose = 'TRAIN' order by 1"))
                .containsExactly("0", "10", "20", "120");
        assertThat(finished.query("select distinct role, skipped from training_step"))
                .containsExactlyInAnyOrder("student|t", "student|f", "teacher|t", "teacher|f");
        assertThat(finished.query("select distinct finish_reason from rollout")).contains("STOP", "LENGTH");
        assertThat(finished.query("""
                select count(*) from (select unit, step, prompt_index from rollout where purpose = 'TRAIN'
                    group by unit, step, prompt_index having count(*) < 4) given_up""")).doesNotContain("0");
        assertThat(finished.query("select distinct promoted from promotion")).hasSize(2);
        assertThat(finished.query("select distinct count(*) from training_step where role = 'student' group by unit"))
                .as("student runs grow")
                .hasSizeGreaterThan(2);
    }
}
