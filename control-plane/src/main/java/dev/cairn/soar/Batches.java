package dev.cairn.soar;

import dev.cairn.ports.Problem;
import java.util.List;

/** The questions of a training step, which depend on the step's number alone. */
@FunctionalInterface
interface Batches {
    /** The questions of a step, in the order of the batch's slots. */
    List<Problem> of(int step);

    /** @param size questions per step */
    static Batches of(TrainingQuestions questions, Seeds.Training seeds, int size) {
        return switch (questions) {
            case TrainingQuestions.Throughout throughout -> passes(throughout.questions(), seeds, size);
            case TrainingQuestions.Curriculum curriculum -> {
                Batches first = passes(curriculum.first(), seeds, size);
                Batches then = passes(curriculum.then(), seeds, size);
                yield step -> step < curriculum.steps() ? first.of(step) : then.of(step - curriculum.steps());
            }
        };
    }

    private static Batches passes(List<Problem> questions, Seeds.Training seeds, int size) {
        EpochSampler order = new EpochSampler(seeds, questions.size(), size);
        return step -> order.batch(step).stream().map(questions::get).toList();
    }
}
