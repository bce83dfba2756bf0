package dev.cairn.soar;

import dev.cairn.grading.AnswerGrading;
import dev.cairn.grading.AnswerGrading.Grade;
import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Generator;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Problem;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Asks a student policy questions and grades its answers, in the same way in screening, training and evaluation. */
final class StudentSampler {
    private final RunContext context;

    StudentSampler(RunContext context) {
        this.context = context;
    }

    /**
     * Returns the graded answers, one list per question, without aborted completions.
     *
     * @param name the policy's name in the engine, never used before
     * @param seeds the seed of each slot's request
     */
    List<List<GradedCompletion>> ask(
            String name, PolicyRef policy, List<Problem> questions, IntToLongFunction seeds, Sampling sampling)
            throws InterruptedException {
        List<PromptSlot> slots = new ArrayList<>();
        for (int slot = 0; slot < questions.size(); slot++) {
            String prompt = context.prompts().forStudent(questions.get(slot).question());
            slots.add(new PromptSlot(prompt, seeds.applyAsLong(slot)));
        }
        List<List<Completion>> completions;
        try (Generator.Serving serving = context.generator().acquire(name, policy)) {
            completions = serving.generate(slots, sampling);
        }
        return graded(questions, slots, completions);
    }

    /**
     * The same for measurements that need every completion, such as pass@k or Q_R.
     *
     * @throws PortException (RETRY) if the engine gave up on any of them
     */
    List<List<GradedCompletion>> askAll(
            String name, PolicyRef policy, List<Problem> questions, IntToLongFunction seeds, Sampling sampling)
            throws InterruptedException {
        List<List<GradedCompletion>> answers = ask(name, policy, questions, seeds, sampling);
        int missing = questions.size() * sampling.samples()
                - answers.stream().mapToInt(List::size).sum();
        if (missing > 0) {
            throw new PortException(
                    PortException.Remedy.RETRY,
                    "the engine gave up on " + missing + " of " + questions.size() * sampling.samples()
                            + " completions of " + name + "; the measurement needs all of them and is repeated");
        }
        return answers;
    }

    private List<List<GradedCompletion>> graded(
            List<Problem> questions, List<PromptSlot> slots, List<List<Completion>> completions)
            throws InterruptedException {
        List<AnswerGrading.Submission> submissions = new ArrayList<>();
        for (int slot = 0; slot < questions.size(); slot++) {
            for (Completion completion : completions.get(slot)) {
                if (completion.finish() != FinishReason.ABORTED) {
                    submissions.add(new AnswerGrading.Submission(
                            completion.text(),
                            questions.get(slot).answer(),
                            questions.get(slot).tolerance()));
                }
            }
        }
        List<Grade> grades = context.grading().grade(submissions);
        List<List<GradedCompletion>> answers = new ArrayList<>();
        int next = 0;
        for (int slot = 0; slot < questions.size(); slot++) {
            List<GradedCompletion> ofQuestion = new ArrayList<>();
            List<Completion> drawn = completions.get(slot);
            for (int sample = 0; sample < drawn.size(); sample++) {
                if (drawn.get(sample).finish() != FinishReason.ABORTED) {
                    long seed = slots.get(slot).seed();
                    ofQuestion.add(new GradedCompletion(
                            questions.get(slot), slot, sample, seed, drawn.get(sample), grades.get(next++)));
                }
            }
            answers.add(ofQuestion);
        }
        return answers;
    }
}
