package dev.cairn.problems;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at a file's answers and prompts with the graders and a model's tokenizer. */
@FunctionalInterface
public interface FileCheck {
    /**
     * Looks at all of them.
     *
     * @throws IllegalArgumentException if the model has no tokenizer
     * @throws CheckFailedException if it came to no end in time
     */
    Found check(List<String> answers, @Nullable Prompts prompts) throws InterruptedException;

    /**
     * Prompts that are to be measured.
     *
     * @param model directory with the tokenizer
     */
    record Prompts(Path model, List<String> texts) {}

    /**
     * What was found.
     *
     * @param readable whether any grading rule reads each answer
     * @param lengths tokens of each prompt; empty without prompts
     */
    record Found(List<Boolean> readable, List<Integer> lengths) {}

    /** The texts could not be looked at. */
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
