package dev.cairn.soar;

import dev.cairn.grading.AnswerGrading;
import dev.cairn.ports.CompletionFiles;
import dev.cairn.ports.Generator;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Trainer;
import dev.cairn.settings.PromptSettings;

/**
 * What every kind of run is given.
 *
 * @param seed the run's seed; all randomness comes from it, see {@link Seeds}
 * @param room that prompts and completions have together
 * @param grading one per run, since it remembers what it graded
 */
public record RunContext(
        long seed,
        Generator generator,
        Trainer trainer,
        AnswerGrading grading,
        Journal journal,
        CompletionFiles completionFiles,
        PromptSettings prompts,
        PromptRoom room) {
    /** Of a world in which every prompt fits. */
    public RunContext(
            long seed,
            Generator generator,
            Trainer trainer,
            AnswerGrading grading,
            Journal journal,
            CompletionFiles completionFiles,
            PromptSettings prompts) {
        this(seed, generator, trainer, grading, journal, completionFiles, prompts, PromptRoom.ENDLESS);
    }

    Seeds seeds() {
        return new Seeds(seed);
    }
}
