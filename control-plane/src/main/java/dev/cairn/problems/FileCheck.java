package dev.cairn.problems;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a file's answers with the graders and its prompts with a model's tokenizer. */
@FunctionalInterface
public interface FileCheck {
    /**
     * Checks all answers and prompts.
     *
     * @throws IllegalArgumentException if the model has no tokenizer
     * @throws CheckFailedException if it did not finish in time
     */
    Found check(List<String> answers, @Nullable Prompts prompts) throws InterruptedException;

    /**
     * Prompts to measure.
     *
     * @param model directory with the tokenizer
     */
    record Prompts(Path model, List<String> texts) {}

    /**
     * The result of a check.
     *
     * @param readable whether any grading rule can parse each answer
     * @param lengths number of tokens of each prompt; empty without prompts
     */
    record Found(List<Boolean> readable, List<Integer> lengths) {}

    /** The check failed. */
    final class CheckFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CheckFailedException(String what) {
            super(what);
        }

        CheckFailedException(String what, Throwable cause) {
            super(what, cause);
        }
    }
}
