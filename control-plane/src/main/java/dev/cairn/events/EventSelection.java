package dev.cairn.events;

import dev.cairn.ids.ExperimentId;
import java.util.Set;

/** Which experiments a reader follows. */
public sealed interface EventSelection {
    boolean includes(ExperimentId experiment);

    /** All there are and will be. */
    record Everything() implements EventSelection {
        @Override
        public boolean includes(ExperimentId experiment) {
            return true;
        }
    }

    /** Some of them. */
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
