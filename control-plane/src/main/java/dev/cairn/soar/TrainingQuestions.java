package dev.cairn.soar;

import dev.cairn.ports.Problem;
import java.util.List;
import java.util.stream.Stream;

/** The questions of each step of a student's training. */
public sealed interface TrainingQuestions {
    /** The same questions in all steps. */
    record Throughout(List<Problem> questions) implements TrainingQuestions {
        public Throughout {
            questions = List.copyOf(questions);
        }
    }

    /**
     * A curriculum.
     *
     * @param first the questions of the first steps
     * @param steps number of these steps
     * @param then the questions of all later steps
     */
    record Curriculum(List<Problem> first, int steps, List<Problem> then) implements TrainingQuestions {
        public Curriculum {
            first = List.copyOf(first);
            then = List.copyOf(then);
        }
    }

    /** Both lists in all steps, in passes over their union. */
    static TrainingQuestions mixed(List<Problem> one, List<Problem> other) {
        return new Throughout(Stream.concat(one.stream(), other.stream()).toList());
    }
}
