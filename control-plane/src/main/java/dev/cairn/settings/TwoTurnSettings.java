package dev.cairn.settings;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/**
 * The paper's other teacher, which writes in two turns: first a question alone, then, asked again, its answer.
 *
 * @param enabled whether the teacher writes in two turns, instead of question and answer at once after {@code prompts.teacher}
 * @param question the prompt for the first turn, the same in every step; what the teacher then writes is the question, or
 *     the first {@code <question>} element of it
 * @param answer the prompt for the second turn, a template with {@code {question}} in place of the question; the content of
 *     the last box in what the teacher then writes is the reference answer
 */
public record TwoTurnSettings(
        boolean enabled,
        @NotBlank String question,

        @NotBlank @Pattern(regexp = "(?s).*\\{question\\}.*", message = "must contain {question}")
        String answer) {
    private static final String QUESTION = """
            User: You write problems for a mathematics course. Make up one new problem of your own.

            The problem must
            - belong to one of these topics: Algebra, Counting & Probability, Geometry, Intermediate Algebra, Number Theory, Prealgebra, Precalculus;
            - be original and challenging, and need two or three steps of reasoning;
            - be complete by itself, with every number that is needed, and have exactly one answer.

            Do not solve it. Give only the text of the problem, and nothing before or after it.

            Assistant:""";

    private static final String ANSWER = """
            User: You wrote this problem:

            {question}

            Solve it. Think step by step, and give the final answer in \\boxed{}.

            Assistant:""";

    public static TwoTurnSettings defaults() {
        return new TwoTurnSettings(false, QUESTION, ANSWER);
    }

    /** Completions for one question with its answer. */
    public int turns() {
        return enabled ? 2 : 1;
    }
}
