package dev.cairn.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What one run of an experiment has to do beyond the experiment's spec; stored as the run's settings. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunPlan.Screen.class, name = "screen"),
    @JsonSubTypes.Type(value = RunPlan.Soar.class, name = "soar"),
    @JsonSubTypes.Type(value = RunPlan.Train.class, name = "train"),
    @JsonSubTypes.Type(value = RunPlan.Evaluate.class, name = "evaluate")
})
public sealed interface RunPlan {
    RunKind kind();

    /** Samples every problem and splits the hard ones into halves. */
    record Screen() implements RunPlan {
        @Override
        public RunKind kind() {
            return RunKind.SCREEN;
        }
    }

    /** The outer loop on the train half of {@code screen}'s hard set. */
    record Soar(String screen) implements RunPlan {
        @Override
        public RunKind kind() {
            return RunKind.SOAR;
        }
    }

    /**
     * Hard-Only: a fresh student on the hard train half alone.
     *
     * @param screen the run whose split gives the half
     * @param stepsOf the run whose last promoted student says how many optimizer steps to take
     */
    record Train(String screen, String stepsOf) implements RunPlan {
        @Override
        public RunKind kind() {
            return RunKind.TRAIN;
        }
    }

    /**
     * pass@k on the hard test half.
     *
     * @param screen the run whose split gives the half
     * @param policy whose policy is evaluated
     * @param of the run that made it; for {@code BASE} the screen run
     */
    record Evaluate(String screen, Policy policy, String of) implements RunPlan {
        @Override
        public RunKind kind() {
            return RunKind.EVALUATE;
        }
    }

    /** Which policy an evaluation looks at. */
    enum Policy {
        /** The base model: a new adapter with B = 0. */
        BASE,
        /** The last promoted student of a soar run; its first student when none was promoted. */
        PROMOTED,
        /** The final student of a train run. */
        TRAINED
    }
}
