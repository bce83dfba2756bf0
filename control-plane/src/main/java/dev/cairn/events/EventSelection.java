package dev.cairn.events;

import dev.cairn.ids.ExperimentId;
import java.util.Set;

/** The experiments that a reader follows. */
public sealed interface EventSelection {
    boolean includes(ExperimentId experiment);

    /** All experiments, including future ones. */
    record Everything() implements EventSelection {
        @Override
        public boolean includes(ExperimentId experiment) {
            return true;
        }
    }

    /** Some experiments. */
    record Only(Set<ExperimentId> experiments) implements EventSelection {
        public Only {
            experiments = Set.copyOf(experiments);
        }

        @Override
        public boolean includes(ExperimentId experiment) {
            return experiments.contains(experiment);
        }
    }
}
