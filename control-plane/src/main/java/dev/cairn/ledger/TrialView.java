package dev.cairn.ledger;

import java.util.List;

/**
 * One trial.
 *
 * @param outerStep t, from 0
 * @param set k, from 0
 * @param repeat j, from 0
 * @param correct number of reward questions solved
 * @param reward R[k,j]
 * @param outcomes the outcome on each reward question
 * @param steps its optimizer steps
 */
public record TrialView(
        int outerStep,
        int set,
        int repeat,
        int correct,
        double reward,
        String studentSha256,
        List<QuestionOutcome> outcomes,
        List<TrainingStepView> steps) {

    /** The baseline's and the student's outcome on one reward question. */
    public record QuestionOutcome(String problemId, boolean baselineCorrect, boolean correct) {}
}
