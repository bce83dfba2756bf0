package dev.cairn.ledger;

import java.util.List;

/**
 * One student run.
 *
 * @param correct of the reward questions
 * @param reward R[k,j]
 * @param outcomes on each reward question
 * @param steps its optimizer steps
 */
public record TrialView(
        int t,
        int k,
        int j,
        int correct,
        double reward,
        String studentSha256,
        List<Outcome> outcomes,
        List<TrainingStepView> steps) {

    /** One reward question, answered by the baseline before and by the student after. */
    public record Outcome(String problem, boolean baselineCorrect, boolean correct) {}
}
