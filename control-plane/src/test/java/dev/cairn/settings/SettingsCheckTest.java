package dev.cairn.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.settings.KlSettings.KlEstimator;
import dev.cairn.settings.KlSettings.KlPlacement;
import dev.cairn.settings.KlSettings.KlReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {
    private static final SoarSettings DEFAULTS = SoarSettings.defaults();

    @Test
    void thePapersDefaultsAreInOrder() {
        assertThat(SettingsCheck.of(DEFAULTS, 359)).isEmpty();
    }

    @Test
    void moreRewardQuestionsThanTrainProblemsCanNotBeDrawn() {
        assertThat(SettingsCheck.of(DEFAULTS, 64)).isEmpty();
        assertOneError(SettingsCheck.of(DEFAULTS, 63), "soar.outer.rewardQuestions", "64");
    }

    @Test
    void aWarmUpMustEndBeforeItsRunDoes() {
        assertOneError(
                SettingsCheck.of(outer(new OuterSettings(
                        20,
                        4,
                        64,
                        4,
                        64,
                        0.01,
                        3,
                        64,
                        OuterSettings.TeacherRewards.MEASURED,
                        OuterSettings.Reward.GROUNDED,
                        32))),
                "soar.teacher.warmup",
                "20");
        assertThat(SettingsCheck.of(outer(new OuterSettings(
                        21,
                        4,
                        64,
                        4,
                        64,
                        0.01,
                        3,
                        64,
                        OuterSettings.TeacherRewards.MEASURED,
                        OuterSettings.Reward.GROUNDED,
                        32))))
                .isEmpty();
        assertOneError(SettingsCheck.of(student(rate(1e-4, 10, LossSettings.defaults()))), "soar.student.warmup", "10");
    }

    @Test
    void stepsCanNotGrowToLessThanTheyStartFrom() {
        SoarSettings settings = new SoarSettings(
                DEFAULTS.outer(),
                new InnerSettings(10, 5, 9, 8, 32),
                DEFAULTS.teacher(),
                DEFAULTS.student(),
                DEFAULTS.lora(),
                DEFAULTS.adam(),
                DEFAULTS.beyond());
        assertOneError(SettingsCheck.of(settings), "soar.inner.maxSteps", "9");
    }

    @Test
    void aBatchLargerThanItsQuestionSetIsAWarning() {
        assertThat(SettingsCheck.of(outer(new OuterSettings(
                        200,
                        4,
                        8,
                        4,
                        64,
                        0.01,
                        3,
                        64,
                        OuterSettings.TeacherRewards.MEASURED,
                        OuterSettings.Reward.GROUNDED,
                        32))))
                .isEmpty();
        assertThat(SettingsCheck.of(outer(new OuterSettings(
                        200,
                        4,
                        7,
                        4,
                        64,
                        0.01,
                        3,
                        64,
                        OuterSettings.TeacherRewards.MEASURED,
                        OuterSettings.Reward.GROUNDED,
                        32))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.field()).isEqualTo("soar.inner.questionsPerStep");
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(finding.message()).startsWith("is 8, more than the 7 questions of a set");
                });
    }

    @Test
    void aTeacherTakesNoKlInItsRewardAndHasNoBaseline() {
        KlSettings kl = new KlSettings(0, KlEstimator.K1, KlPlacement.REWARD, KlReference.BASELINE);
        SoarSettings settings = new SoarSettings(
                DEFAULTS.outer(),
                DEFAULTS.inner(),
                rate(1e-4, 0, loss(kl)),
                rate(1e-4, 0, loss(kl)),
                DEFAULTS.lora(),
                DEFAULTS.adam(),
                DEFAULTS.beyond());
        assertThat(SettingsCheck.of(settings))
                .allMatch(finding -> finding.severity() == Finding.Severity.ERROR)
                .extracting(Finding::field)
                .containsExactly(
                        "soar.teacher.loss.kl.estimator",
                        "soar.teacher.loss.kl.placement",
                        "soar.teacher.loss.kl.reference");
    }

    @Test
    void anEstimatorOfTheKlHasItsPlacement() {
        assertThat(ofStudent(KlEstimator.K1, KlPlacement.REWARD)).isEmpty();
        assertThat(ofStudent(KlEstimator.K2, KlPlacement.LOSS)).isEmpty();
        assertThat(ofStudent(KlEstimator.K3, KlPlacement.LOSS)).isEmpty();
        assertOneError(ofStudent(KlEstimator.K1, KlPlacement.LOSS), "soar.student.loss.kl.placement", "LOSS");
        assertOneError(ofStudent(KlEstimator.K2, KlPlacement.REWARD), "soar.student.loss.kl.placement", "REWARD");
        assertOneError(ofStudent(KlEstimator.K3, KlPlacement.REWARD), "soar.student.loss.kl.placement", "REWARD");
    }

    @Test
    void thePapersRateWithLoraIsAWarningNotAnError() {
        List<Finding> findings = SettingsCheck.of(student(rate(2e-5, 0, LossSettings.defaults())));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.field()).isEqualTo("soar.student.learningRate");
        });
        assertThat(Finding.errors(findings)).isEmpty();
        assertThat(SettingsCheck.of(student(rate(2.1e-5, 0, LossSettings.defaults()))))
                .isEmpty();
    }

    @Test
    void aWindowThatNeverFillsIsAWarning() {
        assertThat(SettingsCheck.of(outer(new OuterSettings(
                        200,
                        4,
                        64,
                        4,
                        64,
                        0.01,
                        201,
                        64,
                        OuterSettings.TeacherRewards.MEASURED,
                        OuterSettings.Reward.GROUNDED,
                        32))))
                .extracting(Finding::field, Finding::severity)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("soar.outer.window", Finding.Severity.WARNING));
    }

    @Test
    void whatIsBeyondThePaperMustHaveAnEffect() {
        assertThat(beyond(new RacingSettings(3, 0.9, 0.02), EarlyStopSettings.defaults(), 0, 1))
                .isEmpty();
        assertOneWarning(
                beyond(new RacingSettings(4, 0.9, 0), EarlyStopSettings.defaults(), 0, 1),
                "soar.beyond.racing.repeats",
                "is 4, but soar.outer.repeats is 4");
        assertOneWarning(
                beyond(new RacingSettings(3, 0.9, 0.015), EarlyStopSettings.defaults(), 0, 1),
                "soar.beyond.racing.margin",
                "is 0.015, less than one of 64 reward questions");
        assertOneWarning(
                beyond(RacingSettings.defaults(), new EarlyStopSettings(20, 0), 0, 1),
                "soar.beyond.earlyStop.steps",
                "is 20, but soar.inner.steps is 10: no student ever stops early");
        assertOneWarning(
                beyond(RacingSettings.defaults(), new EarlyStopSettings(10, 0), 0, 1),
                "soar.beyond.earlyStop.steps",
                "is 10, but soar.inner.steps is 10");
        assertOneWarning(
                beyond(RacingSettings.defaults(), EarlyStopSettings.defaults(), 0, 0.2),
                "soar.beyond.maxSimilarity",
                "is 0.2");
        assertOneError(
                beyond(RacingSettings.defaults(), EarlyStopSettings.defaults(), 0.3, 1),
                "soar.beyond.promotionConfidence",
                "0.3");
    }

    @Test
    void withoutStudentsTheyHaveNone() {
        SoarSettings learnability = new SoarSettings(
                new OuterSettings(
                        10,
                        4,
                        64,
                        4,
                        64,
                        0.01,
                        3,
                        64,
                        OuterSettings.TeacherRewards.MEASURED,
                        OuterSettings.Reward.LEARNABILITY,
                        32),
                DEFAULTS.inner(),
                rate(1e-4, 0, LossSettings.defaults()),
                DEFAULTS.student(),
                DEFAULTS.lora(),
                DEFAULTS.adam(),
                new BeyondSettings(
                        new RacingSettings(1, 0.9, 0),
                        new EarlyStopSettings(5, 0),
                        0.9,
                        1,
                        BeyondSettings.defaults().referenceCompletion()));
        assertThat(SettingsCheck.of(learnability))
                .extracting(Finding::field)
                .containsExactly(
                        "soar.beyond.racing.repeats", "soar.beyond.earlyStop.steps", "soar.beyond.promotionConfidence");
    }

    @Test
    void alignmentComparesAnswersToTheSameQuestion() {
        assertThat(SettingsCheck.of(rewarding(OuterSettings.Reward.ALIGNMENT, 1)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.field()).isEqualTo("soar.outer.learnabilitySamples");
                    assertThat(finding.message()).contains("use 2 or more");
                });
        assertThat(SettingsCheck.of(rewarding(OuterSettings.Reward.ALIGNMENT, 2)))
                .isEmpty();
        assertThat(SettingsCheck.of(rewarding(OuterSettings.Reward.LEARNABILITY, 1)))
                .isEmpty();
    }

    private static SoarSettings rewarding(OuterSettings.Reward reward, int samples) {
        OuterSettings usual = DEFAULTS.outer();
        return new SoarSettings(
                new OuterSettings(
                        usual.steps(),
                        usual.sets(),
                        usual.questions(),
                        usual.repeats(),
                        usual.rewardQuestions(),
                        usual.tau(),
                        usual.window(),
                        usual.maxAttempts(),
                        usual.teacherRewards(),
                        reward,
                        samples),
                DEFAULTS.inner(),
                DEFAULTS.teacher(),
                DEFAULTS.student(),
                DEFAULTS.lora(),
                DEFAULTS.adam(),
                DEFAULTS.beyond());
    }

    private static List<Finding> beyond(
            RacingSettings racing, EarlyStopSettings earlyStop, double confidence, double maxSimilarity) {
        return SettingsCheck.of(DEFAULTS.with(new BeyondSettings(
                racing,
                earlyStop,
                confidence,
                maxSimilarity,
                BeyondSettings.defaults().referenceCompletion())));
    }

    private static void assertOneWarning(List<Finding> findings, String field, String message) {
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.field()).isEqualTo(field);
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.message()).startsWith(message);
        });
    }

    private static void assertOneError(List<Finding> findings, String field, String value) {
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.field()).isEqualTo(field);
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.message()).startsWith("is " + value);
        });
    }

    private static RoleSettings rate(double rate, int warmup, LossSettings loss) {
        return new RoleSettings(rate, warmup, 64, 1, 1, loss);
    }

    private static List<Finding> ofStudent(KlEstimator estimator, KlPlacement placement) {
        KlSettings kl = new KlSettings(0.1, estimator, placement, KlReference.BASELINE);
        return SettingsCheck.of(student(rate(1e-4, 0, loss(kl))));
    }

    private static LossSettings loss(KlSettings kl) {
        LossSettings usual = LossSettings.defaults();
        return new LossSettings(
                kl,
                usual.aggregation(),
                usual.fixedLength(),
                usual.importance(),
                usual.importanceCap(),
                usual.maxGradNorm(),
                usual.mismatchLimit(),
                usual.maskTruncated());
    }

    private static SoarSettings outer(OuterSettings outer) {
        return new SoarSettings(
                outer,
                DEFAULTS.inner(),
                DEFAULTS.teacher(),
                DEFAULTS.student(),
                DEFAULTS.lora(),
                DEFAULTS.adam(),
                DEFAULTS.beyond());
    }

    private static SoarSettings student(RoleSettings student) {
        return new SoarSettings(
                DEFAULTS.outer(),
                DEFAULTS.inner(),
                DEFAULTS.teacher(),
                student,
                DEFAULTS.lora(),
                DEFAULTS.adam(),
                DEFAULTS.beyond());
    }
}
