package dev.cairn.fidelity;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a train run asks: a curriculum of a teacher's questions and then the hard problems, or both mixed.
 *
 * @param syntheticSteps first steps, on the teacher's questions alone; -1 if both are mixed
 */
record TrainLessons(
        ExpectedSeeds draws, List<Question> synthetic, List<Question> hard, int syntheticSteps, int questionsPerStep)
        implements Lessons {
    /** A question with its reference answer. */
    record Question(String id, String answer) {}

    @Override
    public String problemId(int step, int slot) {
        return question(step, slot).id();
    }

    @Override
    public String reference(int step, int slot) {
        return question(step, slot).answer();
    }

    @Override
    public long seed(int step, int slot) {
        return draws.trainSample(step, slot);
    }

    private Question question(int step, int slot) {
        if (syntheticSteps < 0) {
            return of(Stream.concat(synthetic.stream(), hard.stream()).toList(), step, slot);
        }
        return step < syntheticSteps ? of(synthetic, step, slot) : of(hard, step - syntheticSteps, slot);
    }

    private Question of(List<Question> questions, int step, int slot) {
        return questions.get(draws.trainQuestion(questions.size(), step * questionsPerStep + slot));
    }
}
