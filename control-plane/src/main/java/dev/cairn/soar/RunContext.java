package dev.cairn.soar;

import dev.cairn.grading.AnswerGrading;
import dev.cairn.ports.CompletionFiles;
import dev.cairn.ports.Generator;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Prompts;
import dev.cairn.ports.Trainer;

/**
 * What every kind of run needs: seed, ports and prompts.
 *
 * @param seed the run's seed; all randomness derives from it, see {@link Seeds}
 * @param room limit on the length of prompt and completion together
 * @param grading one per run, since it caches verdicts
 */
public record RunContext(
        long seed,
        Generator generator,
        Trainer trainer,
        AnswerGrading grading,
        Journal journal,
        CompletionFiles completionFiles,
        Prompts prompts,
        PromptRoom room) {
    /** A context without a limit on the length of prompts. */
    public RunContext(
            long seed,
            Generator generator,
            Trainer trainer,
            AnswerGrading grading,
            Journal journal,
            CompletionFiles completionFiles,
            Prompts prompts) {
        this(seed, generator, trainer, grading, journal, completionFiles, prompts, PromptRoom.UNLIMITED);
    }

    Seeds seeds() {
        return new Seeds(seed);
    }
}
