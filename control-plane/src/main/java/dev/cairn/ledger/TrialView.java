package dev.cairn.ledger;

import java.util.List;

/**
 * One student run.
 *
 * @param outerStep t, from 0
 * @param set k, from 0
 * @param repeat j, from 0
 * @param correct of the reward questions
 * @param reward R[k,j]
 * @param outcomes on each reward question
 * @param steps its optimizer steps
 */
public record TrialView(
        int outerStep,
        int set,
        int repeat,
        int correct,
        double reward,
        String studentSha256,
        List<Outcome> outcomes,
        List<TrainingStepView> steps) {

    /** One reward question, answered by the baseline before and by the student after. */
    public record Outcome(String problem, boolean baselineCorrect, boolean correct) {}
}
