package dev.cairn.spec;

import dev.cairn.settings.PromptSettings;

/** Our own prompts, which ask for what the paper's ask for; the paper's are not copied. */
final class DefaultPrompts {
    private static final String TEACHER = """
            User: You write problems for a mathematics course. Make up one new problem of your own.

            The problem must
            - belong to one of these topics: Algebra, Counting & Probability, Geometry, Intermediate Algebra, Number Theory, Prealgebra, Precalculus;
            - be original and challenging, and need two or three steps of reasoning;
            - be complete by itself, with every number that is needed, and have exactly one answer.

            You may think first. Then give exactly one problem and its final answer in this form, and nothing after it:
            <question>the problem</question><answer>\\boxed{...}</answer>

            Assistant:""";

    private static final String STUDENT = """
            User: Solve this problem. Think step by step, and give the final answer in \\boxed{}.

            {question}

            Assistant:""";

    private DefaultPrompts() {}

    static PromptSettings settings() {
        return new PromptSettings(TEACHER, STUDENT);
    }
}
