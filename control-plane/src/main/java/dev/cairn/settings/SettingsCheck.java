package dev.cairn.settings;

import dev.cairn.settings.KlSettings.KlEstimator;
import dev.cairn.settings.KlSettings.KlPlacement;
import dev.cairn.settings.KlSettings.KlReference;
import java.util.ArrayList;
import java.util.List;

/** Finds contradictions between settings; the limits of single settings are the constraints of their records. */
public final class SettingsCheck {
    /**
     * A LoRA student hardly changes in ten steps at the paper's rate; the paper does not say for which parametrisation
     * it is.
     */
    private static final double LOW_LORA_RATE = 2e-5;

    private static final double LOW_SIMILARITY = 0.3;

    private final List<Finding> findings = new ArrayList<>();

    private SettingsCheck() {}

    /** The checks that need no problem set. */
    public static List<Finding> of(SoarSettings settings) {
        SettingsCheck check = new SettingsCheck();
        check.outer(settings);
        if (settings.outer().trainsStudents()) {
            check.inner(settings);
            check.beyond(settings);
        } else {
            check.withoutStudents(settings);
        }
        check.answers(settings);
        check.promotion(settings.beyond().promotionConfidence());
        check.similarity(settings.beyond().maxSimilarity());
        check.teacherKl(settings.teacher().loss().kl());
        check.studentKl(settings.student().loss().kl());
        check.rate("soar.teacher", settings.teacher());
        check.rate("soar.student", settings.student());
        return List.copyOf(check.findings);
    }

    /** The same checks, and those against the size of D_train. */
    public static List<Finding> of(SoarSettings settings, int trainProblems) {
        List<Finding> findings = new ArrayList<>(of(settings));
        int drawn = settings.outer().drawnRewardQuestions();
        if (drawn > trainProblems) {
            findings.add(Finding.error(
                    "soar.outer.rewardQuestions",
                    "is " + drawn + ", but only " + trainProblems
                            + " problems are in the train half and they are drawn without replacement; use at most "
                            + trainProblems + ", or more problems"));
        }
        return List.copyOf(findings);
    }

    private void outer(SoarSettings settings) {
        OuterSettings outer = settings.outer();
        warmup("soar.teacher.warmup", settings.teacher().warmup(), "soar.outer.steps", outer.steps());
        if (outer.trainsStudents() && outer.window() > outer.steps()) {
            warn(
                    "soar.outer.window",
                    "is " + outer.window() + ", more than soar.outer.steps " + outer.steps()
                            + ": the moving average is never full, so no student can be promoted");
        }
    }

    private void inner(SoarSettings settings) {
        InnerSettings inner = settings.inner();
        if (inner.maxSteps() < inner.steps()) {
            error(
                    "soar.inner.maxSteps",
                    "is " + inner.maxSteps() + ", below soar.inner.steps " + inner.steps()
                            + "; use at least that, so that steps can grow from there by soar.inner.stepsPerPromotion "
                            + inner.stepsPerPromotion());
        }
        warmup("soar.student.warmup", settings.student().warmup(), "soar.inner.steps", inner.steps());
        int questions = settings.outer().questions();
        if (inner.questionsPerStep() > questions) {
            warn(
                    "soar.inner.questionsPerStep",
                    "is " + inner.questionsPerStep() + ", more than the " + questions
                            + " questions of a set (soar.outer.questions): each step uses a question more than once");
        }
    }

    private void beyond(SoarSettings settings) {
        RacingSettings racing = settings.beyond().racing();
        int repeats = settings.outer().repeats();
        if (racing.repeats() > 0 && racing.repeats() >= repeats) {
            warn(
                    "soar.beyond.racing.repeats",
                    "is " + racing.repeats() + ", but soar.outer.repeats is " + repeats
                            + ": every set gets all its students first, so there is no race; use fewer, or 0 for no racing");
        } else if (racing.repeats() > 0 && racing.margin() * settings.outer().rewardQuestions() < 1 - 1e-9) {
            warn(
                    "soar.beyond.racing.margin",
                    "is " + racing.margin() + ", less than one of "
                            + settings.outer().rewardQuestions()
                            + " reward questions: sets that tie with the best one stay in the race, so nothing is saved"
                            + " while all rewards are 0");
        }
        int early = settings.beyond().earlyStop().steps();
        int most = settings.inner().maxSteps();
        if (early > 0 && early >= settings.inner().steps()) {
            warn(
                    "soar.beyond.earlyStop.steps",
                    "is " + early + ", but soar.inner.steps is "
                            + settings.inner().steps()
                            + (early >= most || settings.inner().stepsPerPromotion() == 0
                                    ? ": no student ever stops early"
                                    : ": no student stops early until promotions have raised the steps above " + early)
                            + "; use fewer, or 0 for no early stop");
        } else if (early > 0 && early < settings.student().warmup()) {
            warn(
                    "soar.beyond.earlyStop.steps",
                    "is " + early + ", but soar.student.warmup is "
                            + settings.student().warmup()
                            + ": students are judged before they have trained at their full rate; use at least that");
        }
    }

    private void withoutStudents(SoarSettings settings) {
        BeyondSettings beyond = settings.beyond();
        String reason = ", but soar.outer.reward is "
                + settings.outer().reward()
                + ": no student is trained or promoted, so this setting has no effect";
        if (beyond.racing().repeats() > 0) {
            warn("soar.beyond.racing.repeats", "is " + beyond.racing().repeats() + reason);
        }
        if (beyond.earlyStop().steps() > 0) {
            warn("soar.beyond.earlyStop.steps", "is " + beyond.earlyStop().steps() + reason);
        }
        if (beyond.promotionConfidence() > 0) {
            warn("soar.beyond.promotionConfidence", "is " + beyond.promotionConfidence() + reason);
        }
    }

    private void answers(SoarSettings settings) {
        OuterSettings outer = settings.outer();
        if (outer.reward() == OuterSettings.Reward.ALIGNMENT && outer.learnabilitySamples() < 2) {
            error(
                    "soar.outer.learnabilitySamples",
                    "is 1, but with soar.outer.reward = ALIGNMENT answers to the same question are compared with each"
                            + " other; use 2 or more");
        }
    }

    private void promotion(double confidence) {
        if (confidence > 0 && confidence < 0.5) {
            error(
                    "soar.beyond.promotionConfidence",
                    "is " + confidence
                            + "; below 0.5 it would promote where the moving average is below tau; use 0.5 to 0.999,"
                            + " or 0 to compare the average itself");
        }
    }

    private void similarity(double most) {
        if (most < LOW_SIMILARITY) {
            warn(
                    "soar.beyond.maxSimilarity",
                    "is " + most
                            + ": most questions are at least this similar, so nearly all would be rejected and the run may"
                            + " fail at soar.outer.maxAttempts; try 0.7 or more");
        }
    }

    private void studentKl(KlSettings kl) {
        switch (kl.estimator()) {
            case K1 -> {
                if (kl.placement() != KlPlacement.REWARD) {
                    error(
                            "soar.student.loss.kl.placement",
                            "is " + kl.placement() + ", but the estimator is K1, whose gradient as a loss is zero on"
                                    + " average; use REWARD, or the estimator K2 or K3");
                }
            }
            case K2, K3 -> {
                if (kl.placement() != KlPlacement.LOSS) {
                    error(
                            "soar.student.loss.kl.placement",
                            "is " + kl.placement() + ", but the estimator is " + kl.estimator()
                                    + ", which is for the loss only; use LOSS, or the estimator K1");
                }
            }
        }
    }

    private void teacherKl(KlSettings kl) {
        if (kl.estimator() == KlEstimator.K1) {
            error("soar.teacher.loss.kl.estimator", "is K1, which is for the reward of students only; use K2 or K3");
        }
        if (kl.placement() == KlPlacement.REWARD) {
            error(
                    "soar.teacher.loss.kl.placement",
                    "is REWARD, which is for students only: a teacher's completions must all carry their set's"
                            + " advantage; use LOSS");
        }
        if (kl.reference() == KlReference.BASELINE) {
            error("soar.teacher.loss.kl.reference", "is BASELINE, but only students have a baseline; use BASE");
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

    private void error(String field, String message) {
        findings.add(Finding.error(field, message));
    }

    private void warn(String field, String message) {
        findings.add(Finding.warning(field, message));
    }
}
