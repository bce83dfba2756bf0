package dev.cairn.spec;

import dev.cairn.settings.EvaluateSettings;
import dev.cairn.settings.Finding;
import dev.cairn.settings.TrainSettings;
import dev.cairn.settings.WindowSettings;
import java.util.ArrayList;
import java.util.List;

/** Finds what does not fit in the settings of evaluations. */
final class EvaluationChecks {
    private static final String WINDOW = "evaluate.window";

    private EvaluationChecks() {}

    static List<Finding> of(ExperimentSpec spec) {
        List<Finding> findings = new ArrayList<>(ofCheckpoints(spec));
        if (spec.evaluate().promoted() != EvaluateSettings.Promoted.LAST
                && !spec.soar().outer().trainsStudents()) {
            findings.add(warning(
                    "evaluate.promoted",
                    "is " + spec.evaluate().promoted()
                            + ", but with soar.outer.reward = LEARNABILITY no student is promoted, so it is not used"));
        }
        return findings;
    }

    private static List<Finding> ofCheckpoints(ExperimentSpec spec) {
        EvaluateSettings evaluate = spec.evaluate();
        return switch (evaluate.checkpoints()) {
            case LAST ->
                evaluate.window().equals(WindowSettings.defaults())
                        ? List.of()
                        : List.of(warning(WINDOW, "is changed, but evaluate.checkpoints is LAST, so it is not used"));
            case FLAT_WINDOW -> ofWindow(spec, evaluate.window());
        };
    }

    private static List<Finding> ofWindow(ExperimentSpec spec, WindowSettings window) {
        MethodsSpec methods = spec.methods();
        if (!methods.trains() && !spec.hardOnly().enabled()) {
            return List.of(warning(
                    "evaluate.checkpoints",
                    "is FLAT_WINDOW, but no student of a method is trained, so every policy is evaluated once"));
        }
        List<Finding> findings = new ArrayList<>();
        if (window.every() % TrainSettings.SEGMENT != 0) {
            findings.add(new Finding(
                    WINDOW + ".every",
                    "is " + window.every() + "; it must be a multiple of " + TrainSettings.SEGMENT
                            + ", since a student is kept every " + TrainSettings.SEGMENT + " optimizer steps",
                    Finding.Severity.ERROR));
        }
        Integer hardOnly = spec.hardOnly().enabled() ? spec.hardOnly().steps() : null;
        int shortest = Math.min(
                methods.trains() ? methods.steps() - methods.firstHardStep() : Integer.MAX_VALUE,
                hardOnly == null ? Integer.MAX_VALUE : hardOnly);
        if (shortest < window.smoothing() + window.steps()) {
            findings.add(warning(
                    WINDOW,
                    "averages over " + window.smoothing() + " steps and is " + window.steps()
                            + " steps long, but a student"
                            + " takes only " + shortest + " steps on hard problems: lower " + WINDOW + ".smoothing, "
                            + WINDOW + ".steps and " + WINDOW + ".every, or set evaluate.checkpoints to LAST"));
        }
        return findings;
    }

    private static Finding warning(String field, String message) {
        return new Finding(field, message, Finding.Severity.WARNING);
    }
}
