package dev.cairn.soar;

/**
 * What every kind of run is given.
 *
 * @param seed the run's seed; all randomness comes from it, see {@link Seeds}
 * @param grading one a run, since it remembers what it graded
 */
public record RunContext(
        long seed,
        Generator generator,
        Trainer trainer,
        AnswerGrading grading,
        Journal journal,
        CompletionFiles completionFiles,
        PromptSettings prompts) {

    Seeds seeds() {
        return new Seeds(seed);
    }
}
