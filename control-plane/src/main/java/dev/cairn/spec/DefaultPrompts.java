package dev.cairn.spec;

import dev.cairn.settings.PromptSettings;
import dev.cairn.settings.SerlSettings;

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

    private static final String SELF_INSTRUCT = """
            User: Here are some problems of a mathematics course:

            {examples}

            Make up one new problem of this kind, with every number that is needed and exactly one answer. Do not solve it.
            Give it in this form, and nothing after it:
            <question>the problem</question>

            Assistant:""";

    private DefaultPrompts() {}

    static PromptSettings settings() {
        return PromptSettings.plain(TEACHER, STUDENT);
    }

    /** SeRL with the numbers of its authors' training scripts. */
    static SerlSettings serl() {
        return new SerlSettings(false, SELF_INSTRUCT, 8, 16, 0.2, 0.8, 0.7);
    }
}
