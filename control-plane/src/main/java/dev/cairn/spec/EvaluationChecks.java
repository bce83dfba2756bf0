package dev.cairn.spec;

import dev.cairn.settings.EvaluateSettings;
import dev.cairn.settings.EvaluateSettings.Checkpoints;
import dev.cairn.settings.Finding;
import dev.cairn.settings.TrainSettings;
import dev.cairn.settings.WindowSettings;
import java.util.ArrayList;
import java.util.List;

/** Finds what does not fit in the settings of evaluations. */
final class EvaluationChecks {
    private static final String WINDOW = "evaluate.window";
    private static final String STEP = "evaluate.step";

    private EvaluationChecks() {}

    static List<Finding> of(ExperimentSpec spec) {
        List<Finding> findings = new ArrayList<>(ofCheckpoints(spec));
        if (spec.evaluate().promoted() != EvaluateSettings.Promoted.LAST
                && !spec.soar().outer().trainsStudents()) {
            findings.add(warning(
                    "evaluate.promoted",
                    "is " + spec.evaluate().promoted()
                            + ", but with soar.outer.reward = "
                            + spec.soar().outer().reward() + " no student is promoted, so it is not used"));
        }
        return findings;
    }

    private static List<Finding> ofCheckpoints(ExperimentSpec spec) {
        EvaluateSettings evaluate = spec.evaluate();
        List<Finding> findings = new ArrayList<>();
        if (evaluate.checkpoints() != Checkpoints.FLAT_WINDOW
                && !evaluate.window().equals(WindowSettings.defaults())) {
            findings.add(notUsed(WINDOW, evaluate));
        }
        if (evaluate.checkpoints() != Checkpoints.FIXED_STEP && evaluate.step() != EvaluateSettings.DEFAULT_STEP) {
            findings.add(notUsed(STEP, evaluate));
        }
        findings.addAll(
                switch (evaluate.checkpoints()) {
                    case LAST -> List.of();
                    case FLAT_WINDOW -> trains(spec) ? ofWindow(spec, evaluate.window()) : ofNoStudent(evaluate);
                    case FIXED_STEP -> trains(spec) ? ofStep(spec, evaluate.step()) : ofNoStudent(evaluate);
                });
        return findings;
    }

    private static Finding notUsed(String field, EvaluateSettings evaluate) {
        return warning(
                field, "is changed, but evaluate.checkpoints is " + evaluate.checkpoints() + ", so it is not used");
    }

    private static boolean trains(ExperimentSpec spec) {
        return spec.methods().trains() || spec.hardOnly().enabled();
    }

    private static List<Finding> ofNoStudent(EvaluateSettings evaluate) {
        return List.of(warning(
                "evaluate.checkpoints",
                "is " + evaluate.checkpoints()
                        + ", but no student of a method is trained, so every policy is evaluated once"));
    }

    /** Students are compared after the same step, so each training must be known to have it. */
    private static List<Finding> ofStep(ExperimentSpec spec, int step) {
        List<Finding> findings = new ArrayList<>();
        kept(findings, STEP, step);
        MethodsSpec methods = spec.methods();
        if (methods.trains()) {
            tooLate(findings, step, "methods.steps", methods.steps());
            if (step <= methods.firstHardStep()) {
                findings.add(warning(
                        STEP,
                        "is " + step + ", but with methods.mixing = CURRICULUM the first " + methods.firstHardStep()
                                + " steps are on a method's questions alone: no student but Hard-Only has seen a hard"
                                + " problem when it is evaluated"));
            }
        }
        if (spec.hardOnly().enabled()) {
            Integer steps = spec.hardOnly().steps();
            if (steps == null && spec.soar().outer().trainsStudents()) {
                findings.add(error(
                        "hardOnly.steps",
                        "is not given, so Hard-Only takes as many steps as the promoted student, which may be fewer than "
                                + STEP + " = " + step + ": give at least " + step
                                + ", or set hardOnly.enabled to false"));
            } else if (steps != null) {
                tooLate(findings, step, "hardOnly.steps", steps);
            }
        }
        return findings;
    }

    private static void tooLate(List<Finding> findings, int step, String field, int steps) {
        if (step > steps) {
            int last = steps - steps % TrainSettings.SEGMENT;
            findings.add(error(
                    STEP,
                    "is " + step + ", but " + field + " is " + steps + ": give at most "
                            + (last > 0 ? String.valueOf(last) : step + ", and more steps")));
        }
    }

    private static void kept(List<Finding> findings, String field, int steps) {
        if (steps % TrainSettings.SEGMENT != 0) {
            findings.add(error(
                    field,
                    "is " + steps + "; it must be a multiple of " + TrainSettings.SEGMENT
                            + ", since a student is kept every " + TrainSettings.SEGMENT + " optimizer steps"));
        }
    }

    private static List<Finding> ofWindow(ExperimentSpec spec, WindowSettings window) {
        MethodsSpec methods = spec.methods();
        List<Finding> findings = new ArrayList<>();
        kept(findings, WINDOW + ".every", window.every());
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

    private static Finding error(String field, String message) {
        return new Finding(field, message, Finding.Severity.ERROR);
    }

    private static Finding warning(String field, String message) {
        return new Finding(field, message, Finding.Severity.WARNING);
    }
}
