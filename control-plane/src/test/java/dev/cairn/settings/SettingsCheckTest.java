package dev.cairn.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {
    private static final SoarSettings DEFAULTS = SoarSettings.defaults();

    @Test
    void thePapersDefaultsAreInOrder() {
        assertThat(SettingsCheck.of(DEFAULTS, 359)).isEmpty();
        assertThat(SettingsCheck.of(TrainSettings.of(1500, 20))).isEmpty();
        assertThat(SettingsCheck.of(TrainSettings.of(10, 1))).isEmpty();
        assertThat(SettingsCheck.of(TrainSettings.of(0, 0))).isEmpty();
        assertThat(SettingsCheck.of(EvaluateSettings.defaults())).isEmpty();
    }

    @Test
    void moreRewardQuestionsThanTrainProblemsCanNotBeDrawn() {
        assertThat(SettingsCheck.of(DEFAULTS, 64)).isEmpty();
        assertOneError(SettingsCheck.of(DEFAULTS, 63), "soar.outer.rewardQuestions", "64");
    }

    @Test
    void aWarmUpMustEndBeforeItsRunDoes() {
        assertOneError(
                SettingsCheck.of(
                        outer(new OuterSettings(20, 4, 64, 4, 64, 0.01, 3, 64, OuterSettings.TeacherRewards.MEASURED))),
                "soar.teacher.warmup",
                "20");
        assertThat(SettingsCheck.of(
                        outer(new OuterSettings(21, 4, 64, 4, 64, 0.01, 3, 64, OuterSettings.TeacherRewards.MEASURED))))
                .isEmpty();
        assertOneError(SettingsCheck.of(student(rate(1e-4, 10, LossSettings.defaults()))), "soar.student.warmup", "10");
        assertOneError(SettingsCheck.of(new TrainSettings(5, 5, 5)), "train.warmup", "5");
    }

    @Test
    void stepsCanNotGrowToLessThanTheyStartFrom() {
        SoarSettings settings = new SoarSettings(
                DEFAULTS.outer(),
                new InnerSettings(10, 5, 9, 8, 32),
                DEFAULTS.teacher(),
                DEFAULTS.student(),
                DEFAULTS.lora(),
                DEFAULTS.adam());
        assertOneError(SettingsCheck.of(settings), "soar.inner.maxSteps", "9");
    }

    @Test
    void sizesBelowTheirLeastAreNamed() {
        assertOneError(
                SettingsCheck.of(
                        outer(new OuterSettings(200, 4, 0, 4, 64, 0.01, 3, 64, OuterSettings.TeacherRewards.MEASURED))),
                "soar.outer.questions",
                "0");
        assertOneError(
                SettingsCheck.of(outer(
                        new OuterSettings(200, 1, 64, 4, 64, 0.01, 3, 64, OuterSettings.TeacherRewards.MEASURED))),
                "soar.outer.sets",
                "1");
        assertOneError(SettingsCheck.of(new EvaluateSettings(0, 1, 1)), "evaluate.samples", "0");
    }

    @Test
    void aBatchLargerThanItsQuestionSetIsAWarning() {
        assertThat(SettingsCheck.of(
                        outer(new OuterSettings(200, 4, 8, 4, 64, 0.01, 3, 64, OuterSettings.TeacherRewards.MEASURED))))
                .isEmpty();
        assertThat(SettingsCheck.of(
                        outer(new OuterSettings(200, 4, 7, 4, 64, 0.01, 3, 64, OuterSettings.TeacherRewards.MEASURED))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.field()).isEqualTo("soar.inner.batch");
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(finding.message()).startsWith("is 8, more than the 7 questions of a set");
                });
    }

    @Test
    void aTeacherTakesNoKlInItsRewardAndHasNoBaseline() {
        LossSettings loss = loss(LossSettings.KlEstimator.K1_REWARD, LossSettings.KlReference.BASELINE);
        SoarSettings settings = new SoarSettings(
                DEFAULTS.outer(),
                DEFAULTS.inner(),
                rate(1e-4, 0, loss),
                rate(1e-4, 0, loss),
                DEFAULTS.lora(),
                DEFAULTS.adam());
        assertThat(SettingsCheck.of(settings).stream().map(Finding::field))
                .containsExactly("soar.teacher.loss.estimator", "soar.teacher.loss.reference");
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
        assertThat(SettingsCheck.of(outer(
                        new OuterSettings(200, 4, 64, 4, 64, 0.01, 201, 64, OuterSettings.TeacherRewards.MEASURED))))
                .extracting(Finding::field, Finding::severity)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("soar.outer.window", Finding.Severity.WARNING));
    }

    private static void assertOneError(List<Finding> findings, String field, String value) {
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.field()).isEqualTo(field);
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.message()).startsWith("is " + value);
        });
    }

    private static RoleSettings rate(double rate, int warmup, LossSettings loss) {
        return new RoleSettings(rate, warmup, 64, 1, loss);
    }

    private static LossSettings loss(LossSettings.KlEstimator estimator, LossSettings.KlReference reference) {
        LossSettings usual = LossSettings.defaults();
        return new LossSettings(
                usual.beta(),
                estimator,
                reference,
                usual.aggregation(),
                usual.fixedLength(),
                usual.importance(),
                usual.importanceCap(),
                usual.clip(),
                usual.temperature(),
                usual.mismatchLimit(),
                usual.maskTruncated());
    }

    private static SoarSettings outer(OuterSettings outer) {
        return new SoarSettings(
                outer, DEFAULTS.inner(), DEFAULTS.teacher(), DEFAULTS.student(), DEFAULTS.lora(), DEFAULTS.adam());
    }

    private static SoarSettings student(RoleSettings student) {
        return new SoarSettings(
                DEFAULTS.outer(), DEFAULTS.inner(), DEFAULTS.teacher(), student, DEFAULTS.lora(), DEFAULTS.adam());
    }
}
