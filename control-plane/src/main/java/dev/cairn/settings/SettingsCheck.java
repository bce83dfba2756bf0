package dev.cairn.settings;

import java.util.ArrayList;
import java.util.List;

/** Finds contradictions between settings, which constraints on a single component cannot find. */
public final class SettingsCheck {
    /**
     * A LoRA student hardly changes in ten steps at the paper's rate; the paper does not say for which parametrisation
     * it is.
     */
    private static final double LOW_LORA_RATE = 2e-5;

    private final List<Finding> findings = new ArrayList<>();

    private SettingsCheck() {}

    /** The checks that need no problem set. */
    public static List<Finding> of(SoarSettings settings) {
        SettingsCheck check = new SettingsCheck();
        check.outer(settings);
        check.inner(settings);
        check.teacherLoss(settings.teacher().loss());
        check.rate("soar.teacher", settings.teacher());
        check.rate("soar.student", settings.student());
        return List.copyOf(check.findings);
    }

    /** The same checks, and those against the size of D_train. */
    public static List<Finding> of(SoarSettings settings, int trainProblems) {
        List<Finding> findings = new ArrayList<>(of(settings));
        int drawn = settings.outer().rewardQuestions();
        if (drawn > trainProblems) {
            findings.add(Finding.error(
                    "soar.outer.rewardQuestions",
                    "is " + drawn + ", but only " + trainProblems
                            + " problems are in the train half and they are drawn without replacement; use at most "
                            + trainProblems + ", or more problems"));
        }
        return List.copyOf(findings);
    }

    /** Checks the settings of a train run. */
    public static List<Finding> of(TrainSettings train) {
        SettingsCheck check = new SettingsCheck();
        check.warmup("train.warmup", train.warmup(), "train.steps", train.steps());
        return List.copyOf(check.findings);
    }

    /** Checks the settings of an evaluation. */
    public static List<Finding> of(EvaluateSettings evaluate) {
        SettingsCheck check = new SettingsCheck();
        check.atLeast("evaluate.samples", evaluate.samples(), 1);
        check.atLeast("evaluate.blockProblems", evaluate.blockProblems(), 1);
        return List.copyOf(check.findings);
    }

    private void outer(SoarSettings settings) {
        OuterSettings outer = settings.outer();
        atLeast("soar.outer.steps", outer.steps(), 1);
        atLeast("soar.outer.sets", outer.sets(), 2);
        atLeast("soar.outer.questions", outer.questions(), 1);
        atLeast("soar.outer.repeats", outer.repeats(), 1);
        atLeast("soar.outer.rewardQuestions", outer.rewardQuestions(), 1);
        atLeast("soar.outer.maxAttempts", outer.maxAttempts(), 1);
        atLeast("soar.outer.window", outer.window(), 1);
        warmup("soar.teacher.warmup", settings.teacher().warmup(), "soar.outer.steps", outer.steps());
        if (outer.window() > outer.steps()) {
            warn(
                    "soar.outer.window",
                    "is " + outer.window() + ", more than soar.outer.steps " + outer.steps()
                            + ": the moving average is never full, so no student can be promoted");
        }
    }

    private void inner(SoarSettings settings) {
        InnerSettings inner = settings.inner();
        atLeast("soar.inner.steps", inner.steps(), 1);
        atLeast("soar.inner.batch", inner.batch(), 1);
        atLeast("soar.inner.group", inner.group(), 2);
        if (inner.maxSteps() < inner.steps()) {
            error(
                    "soar.inner.maxSteps",
                    "is " + inner.maxSteps() + ", below soar.inner.steps " + inner.steps()
                            + "; use at least that, so that steps can grow from there by soar.inner.growth "
                            + inner.growth());
        }
        warmup("soar.student.warmup", settings.student().warmup(), "soar.inner.steps", inner.steps());
        int questions = settings.outer().questions();
        if (questions > 0 && inner.batch() > questions) {
            warn(
                    "soar.inner.batch",
                    "is " + inner.batch() + ", more than the " + questions
                            + " questions of a set (soar.outer.questions): each step uses a question more than once");
        }
    }

    private void teacherLoss(LossSettings loss) {
        if (loss.estimator() == LossSettings.KlEstimator.K1_REWARD) {
            error(
                    "soar.teacher.loss.estimator",
                    "is K1_REWARD, which is for students only: a teacher's completions must all carry their set's"
                            + " advantage; use K2 or K3");
        }
        if (loss.reference() == LossSettings.KlReference.BASELINE) {
            error("soar.teacher.loss.reference", "is BASELINE, but only students have a baseline; use BASE");
        }
    }

    private void rate(String role, RoleSettings settings) {
        if (settings.learningRate() <= LOW_LORA_RATE) {
            warn(
                    role + ".learningRate",
                    "is " + settings.learningRate() + "; with LoRA a rate of " + LOW_LORA_RATE
                            + " or less hardly changes a policy in ten steps; 1e-4 is usual (the paper's 1e-5 is for an"
                            + " unstated parametrisation)");
        }
    }

    private void warmup(String field, int warmup, String stepsField, int steps) {
        if (warmup > 0 && warmup >= steps) {
            error(
                    field,
                    "is " + warmup + ", but " + stepsField + " is " + steps
                            + ": the rate would never leave its warm-up; use less than " + steps + ", or 0 for none");
        }
    }

    private void atLeast(String field, int value, int least) {
        if (value < least) {
            error(field, "is " + value + "; use at least " + least);
        }
    }

    private void error(String field, String message) {
        findings.add(Finding.error(field, message));
    }

    private void warn(String field, String message) {
        findings.add(Finding.warning(field, message));
    }
}
