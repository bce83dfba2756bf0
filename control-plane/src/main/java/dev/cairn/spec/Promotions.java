package dev.cairn.spec;

import static dev.cairn.spec.Saturating.plus;

import dev.cairn.settings.SoarSettings;

/** How many promotions an estimate assumes. */
public enum Promotions {
    NONE,
    AS_MANY_AS_THE_GATE_ALLOWS;

    /** Optimizer steps of a train run, by its name. */
    long trainingSteps(ExperimentSpec spec, String train) {
        if (!train.equals(RunPlanner.HARD_ONLY)) {
            return spec.methods().steps();
        }
        Integer given = spec.hardOnly().steps();
        if (given != null) {
            return given;
        }
        // As many as the promoted student has taken.
        int promoted = before(spec.soar(), spec.soar().outer().steps());
        long steps = 0;
        for (int promotion = 0; promotion < promoted; promotion++) {
            steps = plus(steps, spec.soar().inner().stepsAfter(promotion));
        }
        return steps;
    }

    /** Promotions before outer step {@code t}. */
    int before(SoarSettings soar, int t) {
        return switch (this) {
            case NONE -> 0;
            case AS_MANY_AS_THE_GATE_ALLOWS ->
                soar.outer().trainsStudents() ? t / soar.outer().window() : 0;
        };
    }
}
