package dev.cairn.soar;

import dev.cairn.grading.MajorityVote;
import dev.cairn.ports.Attempt;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Generator;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Problem;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.UnitResult;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.SerlSettings;
import dev.cairn.settings.SoarSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects a block of questions that a student writes and answers itself. In each round it writes as many drafts as are
 * missing, answers each several times, and keeps those on which neither too few nor too many of the answers agree.
 */
final class SelfQuestions {
    private final RunContext context;
    private final SerlSettings serl;
    private final SoarSettings settings;
    private final Attempt attempt;
    private final int block;
    private final Oversampling policy;
    private final SelfWriter writer;
    private final List<TeacherCompletion.Accepted> accepted = new ArrayList<>();
    private final List<Integer> agreeing = new ArrayList<>();
    private final Map<Rejection, Integer> rejected = new EnumMap<>(Rejection.class);
    private final List<Rollout> rollouts = new ArrayList<>();
    private int attempts;

    /** @param policy how many questions to collect, and how many completions they may cost */
    SelfQuestions(
            RunContext context,
            SerlSettings serl,
            SoarSettings settings,
            Attempt attempt,
            int block,
            Oversampling policy,
            SelfWriter writer) {
        this.context = context;
        this.serl = serl;
        this.settings = settings;
        this.attempt = attempt;
        this.block = block;
        this.policy = policy;
        this.writer = writer;
    }

    /** The answers to a draft, and whether the one of the majority parses. */
    private record Outcome(List<Completion> answers, MajorityVote vote, Verdict read) {}

    /** @param first index of the first question */
    Journal.Output<UnitResult.Sampled> collect(Checkpoint student, int first) throws InterruptedException {
        try (Generator.Serving serving = context.generator().acquire(attempt.name("student"), student.policy())) {
            for (int round = 0; missing() > 0; round++) {
                attempt.progress().report(accepted.size(), policy.wanted(), "accepted questions");
                policy.failIfTooManyRejections(
                        missing(), attempts, rejected, "the student", "the settings of methods.serl");
                int count = policy.draws(missing(), missing(), attempts);
                List<Draft> drafts = writer.write(serving, round, count);
                Map<Draft, List<Completion>> answers = answers(serving, drafts);
                attempts += count;
                if (drafts.size() < count) {
                    rejected.merge(Rejection.ABORTED, count - drafts.size(), Integer::sum);
                }
                List<Draft> answered = drafts.stream()
                        .map(draft -> !draft.isOpen() || answers.containsKey(draft)
                                ? draft
                                : draft.rejectedAs(Rejection.ABORTED))
                        .toList();
                decide(answered, vote(answered, answers));
            }
        }
        List<UnitResult.WrittenQuestion> questions = IntStream.range(0, accepted.size())
                .mapToObj(i -> new UnitResult.WrittenQuestion(
                        first + i, accepted.get(i).question(), accepted.get(i).answer()))
                .toList();
        return new Journal.Output<>(
                new UnitResult.Sampled(
                        questions,
                        Collections.unmodifiableMap(rejected),
                        attempts,
                        TeacherCompletion.counts(List.of(accepted)),
                        new UnitResult.Votes(serl.votes(), List.copyOf(agreeing))),
                rollouts);
    }

    /** The answers to the drafts that can be put to the vote, without those to which the engine gave up on an answer. */
    private Map<Draft, List<Completion>> answers(Generator.Serving serving, List<Draft> drafts)
            throws InterruptedException {
        List<Draft> open = drafts.stream().filter(Draft::isOpen).toList();
        if (open.isEmpty()) {
            return Map.of();
        }
        List<PromptSlot> slots = open.stream()
                .map(draft -> new PromptSlot(context.prompts().forStudent(draft.question()), seed(draft)))
                .toList();
        List<List<Completion>> answers = serving.generate(
                slots,
                new Sampling(
                        settings.student().temperature(),
                        serl.votes(),
                        settings.student().maxTokens()));
        Map<Draft, List<Completion>> whole = new HashMap<>();
        for (int i = 0; i < open.size(); i++) {
            List<Completion> ofDraft = answers.get(i);
            if (ofDraft.size() == serl.votes()
                    && ofDraft.stream().noneMatch(answer -> answer.finish() == FinishReason.ABORTED)) {
                whole.put(open.get(i), ofDraft);
            }
        }
        return whole;
    }

    private Map<Draft, Outcome> vote(List<Draft> drafts, Map<Draft, List<Completion>> answers)
            throws InterruptedException {
        List<Draft> open = drafts.stream().filter(answers::containsKey).toList();
        List<MajorityVote> votes = MajorityVote.of(
                context.grading(),
                open.stream()
                        .map(draft -> Objects.requireNonNull(answers.get(draft)).stream()
                                .map(Completion::text)
                                .toList())
                        .toList());
        Map<String, Verdict> read = read(votes);
        Map<Draft, Outcome> outcomes = new HashMap<>();
        for (int i = 0; i < open.size(); i++) {
            String reference = votes.get(i).reference();
            Verdict parses = reference == null ? Verdict.NO_ANSWER : read.getOrDefault(reference, Verdict.NO_ANSWER);
            outcomes.put(
                    open.get(i), new Outcome(Objects.requireNonNull(answers.get(open.get(i))), votes.get(i), parses));
        }
        return outcomes;
    }

    private long seed(Draft draft) {
        return context.seeds().vote(block, draft.round(), draft.index());
    }

    private Map<String, Verdict> read(List<MajorityVote> votes) throws InterruptedException {
        List<String> references = new ArrayList<>();
        for (MajorityVote vote : votes) {
            String reference = vote.reference();
            if (reference != null && !references.contains(reference)) {
                references.add(reference);
            }
        }
        List<Verdict> verdicts = context.grading().parses(references);
        Map<String, Verdict> read = new HashMap<>();
        for (int i = 0; i < references.size(); i++) {
            read.put(references.get(i), verdicts.get(i));
        }
        return read;
    }

    /** Keeps questions in the order of the drafts; all drafts are stored before the answers to them. */
    private void decide(List<Draft> drafts, Map<Draft, Outcome> outcomes) {
        List<Rollout> answers = new ArrayList<>();
        for (Draft draft : drafts) {
            Outcome outcome = outcomes.get(draft);
            if (outcome == null) {
                reject(draft, null, Verdict.NO_ANSWER, draft.rejection());
                continue;
            }
            String reference = outcome.vote().reference();
            Rejection rejection = rejection(outcome);
            String id = "";
            if (rejection == null && reference != null) {
                id = "0." + accepted.size();
                rollouts.add(draft.rollout(id, reference, context.grading(), outcome.read(), null));
                accepted.add(draft.answered(reference));
                writer.keep(draft);
                agreeing.add(outcome.vote().agreeing());
            } else {
                reject(draft, reference, outcome.read(), rejection);
            }
            answers.addAll(rollouts(draft, id, outcome));
        }
        rollouts.addAll(answers);
    }

    /** Why a question that was put to the vote is not accepted. */
    private @Nullable Rejection rejection(Outcome outcome) {
        double agreement = outcome.vote().agreement();
        if (outcome.vote().reference() == null || agreement < serl.minAgreement()) {
            return Rejection.AGREEMENT_TOO_LOW;
        }
        if (agreement > serl.maxAgreement()) {
            return Rejection.AGREEMENT_TOO_HIGH;
        }
        return switch (outcome.read()) {
            case VERIFIED -> missing() == 0 ? Rejection.SURPLUS : null;
            case TIMED_OUT -> Rejection.PARSE_TIMED_OUT;
            case UNPARSABLE, DIFFERENT, NO_ANSWER -> Rejection.UNPARSABLE_ANSWER;
        };
    }

    private void reject(Draft draft, @Nullable String answer, Verdict read, @Nullable Rejection reason) {
        rejected.merge(Objects.requireNonNull(reason), 1, Integer::sum);
        rollouts.add(draft.rollout("", answer, context.grading(), read, reason));
    }

    private List<Rollout> rollouts(Draft draft, String id, Outcome outcome) {
        String reference = outcome.vote().reference();
        Problem question = new Problem(id, draft.question(), reference == null ? "" : reference);
        return IntStream.range(0, outcome.answers().size())
                .mapToObj(sample -> new GradedCompletion(
                                question,
                                draft.index(),
                                sample,
                                seed(draft),
                                outcome.answers().get(sample),
                                outcome.vote().grades().get(sample))
                        .vote(draft.round()))
                .toList();
    }

    private int missing() {
        return policy.wanted() - accepted.size();
    }
}
