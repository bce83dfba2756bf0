package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Generator;
import dev.cairn.ports.Journal;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Problem;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.RoleSettings;
import dev.cairn.settings.SoarSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code t/alignment}: the rewards of all sets by the student's gradients alone (after arXiv 2609.32228).
 *
 * <p>R[k] is the cosine between the gradient of the student's RLOO loss on X_k and that of the log-likelihood of the
 * reference completions of Q_R: whether plain gradient descent on X_k would make these more likely.
 */
record StepAlignment(RunContext context, SoarSettings settings, int t) {
    /** Enough to learn a prompt's tokens. */
    private static final Sampling ONE_TOKEN = new Sampling(0, 1, 1);

    /**
     * Asks the student every question several times; nothing is trained.
     *
     * @param sets X_0 to X_(g-1)
     * @param rewardQuestions Q_R
     */
    Journal.Output<UnitResult.Aligned> run(
            Attempt attempt, PolicyRef student, List<List<Problem>> sets, List<Problem> rewardQuestions)
            throws InterruptedException {
        attempt.progress().report(0, 2, "parts: answers, gradients");
        List<List<List<GradedCompletion>>> answers = answers(attempt, student, sets);
        List<TrainingSequence> reference = reference(attempt, student, rewardQuestions);
        attempt.progress().report(1, 2, "parts: answers, gradients");
        RoleSettings role = settings.student().withoutKl();
        List<StudentBatch> batches = new ArrayList<>();
        List<Rollout> rollouts = new ArrayList<>();
        List<Double> cosines;
        try (Trainer.Session session = context.trainer().open(StudentSessions.fresh(attempt, settings, student))) {
            for (List<List<GradedCompletion>> ofSet : answers) {
                batches.add(StudentBatch.of(ofSet, role, session));
            }
            cosines = session.alignments(
                    reference, batches.stream().map(StudentBatch::sequences).toList(), role.temperature(), role.loss());
        }
        batches.forEach(batch -> rollouts.addAll(batch.rollouts(Rollout.Purpose.ALIGNMENT, 0)));
        return new Journal.Output<>(
                new UnitResult.Aligned(
                        student,
                        rewardQuestions.stream().map(Problem::id).toList(),
                        samples(),
                        answers.stream().map(StepAlignment::correct).toList(),
                        cosines),
                rollouts);
    }

    /** Per set and question. */
    private List<List<List<GradedCompletion>>> answers(Attempt attempt, PolicyRef student, List<List<Problem>> sets)
            throws InterruptedException {
        int n = sets.getFirst().size();
        List<Problem> questions = sets.stream().flatMap(List::stream).toList();
        List<List<GradedCompletion>> all = new StudentSampler(context)
                .askAll(
                        attempt.name("alignment"),
                        student,
                        questions,
                        slot -> context.seeds().alignment(t, slot / n, slot % n),
                        new Sampling(
                                settings.student().temperature(),
                                samples(),
                                settings.student().maxTokens()));
        return IntStream.range(0, sets.size())
                .mapToObj(k -> all.subList(k * n, (k + 1) * n))
                .toList();
    }

    private int samples() {
        return settings.outer().learnabilitySamples();
    }

    private static List<Integer> correct(List<List<GradedCompletion>> ofSet) {
        return ofSet.stream()
                .map(answers ->
                        (int) answers.stream().filter(GradedCompletion::correct).count())
                .toList();
    }

    /** The reference completions in the engine's own tokens, each with weight 1. */
    private List<TrainingSequence> reference(Attempt attempt, PolicyRef student, List<Problem> questions)
            throws InterruptedException {
        requireRoom(questions);
        List<PromptSlot> slots = new ArrayList<>();
        for (Problem question : questions) {
            slots.add(new PromptSlot(context.prompts().forStudent(question.question()), 0));
            slots.add(new PromptSlot(answered(question), 0));
        }
        List<List<Completion>> read;
        try (Generator.Serving serving = context.generator().acquire(attempt.name("reference"), student)) {
            read = serving.generate(slots, ONE_TOKEN);
        }
        List<TrainingSequence> reference = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            int[] prompt = tokens(read.get(2 * i));
            int[] completion = after(prompt, tokens(read.get(2 * i + 1)));
            reference.add(new TrainingSequence(prompt, completion, new float[completion.length], 1, true));
        }
        return reference;
    }

    private String answered(Problem question) {
        return context.prompts()
                .answered(question.question(), settings.beyond().referenceCompletion(), question.answer());
    }

    private void requireRoom(List<Problem> questions) throws InterruptedException {
        int fitting = context.room().fitting(questions, this::answered, 1).size();
        if (fitting < questions.size()) {
            throw refused("makes " + (questions.size() - fitting) + " of " + questions.size()
                    + " reward questions longer than model.maxModelLength; use a shorter one");
        }
    }

    /**
     * The tokens of a completion.
     *
     * @param prompt the tokens of the prompt before it
     * @param whole those of prompt and completion together
     * @throws PortException (FIX_REQUEST) if the tokenizer joins the end of the prompt with the completion, or if the
     *     completion has no tokens
     */
    static int[] after(int[] prompt, int[] whole) {
        int mismatch = Arrays.mismatch(prompt, whole);
        if (mismatch >= 0 && mismatch < prompt.length) {
            throw refused("changes the tokens of the prompt before it; begin it with a space or a line break");
        }
        if (mismatch < 0) {
            throw refused("has no tokens");
        }
        return Arrays.copyOfRange(whole, prompt.length, whole.length);
    }

    private static PortException refused(String why) {
        return new PortException(PortException.Remedy.FIX_REQUEST, "soar.beyond.referenceCompletion " + why);
    }

    private static int[] tokens(List<Completion> samples) {
        if (samples.isEmpty() || samples.getFirst().finish() == FinishReason.ABORTED) {
            throw new PortException(
                    PortException.Remedy.RETRY,
                    "the engine gave up on reading the tokens of a reference completion; it is repeated");
        }
        return samples.getFirst().promptTokens();
    }
}
