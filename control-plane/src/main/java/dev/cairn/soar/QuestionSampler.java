package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Completion;
import dev.cairn.ports.Generator;
import dev.cairn.ports.QuestionCounts;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.UnitResult;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.formula.RougeL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Samples a teacher until the question sets are full.
 *
 * <p>The teacher's prompt is always the same, so a set is one request for n samples: many requests of one sample are an
 * order of magnitude slower. Rejected completions are replaced by new requests in the next round, as many samples as
 * the set lacks. A set's completions are ordered by round, then by sample.
 *
 * <p>If a teacher writes in two turns, an answer that a maths parser cannot read is accepted; whatever else rejects a question
 * in one turn does so in two.
 */
final class QuestionSampler {
    private final RunContext context;
    private final SoarSettings settings;
    private final Attempt attempt;
    private final Oversampling policy;
    private final TeacherTurns turns;
    private final List<List<Question>> sets;
    private final Map<Rejection, Integer> rejected = new EnumMap<>(Rejection.class);
    private final List<Rollout> rollouts = new ArrayList<>();
    private int attempts;

    /**
     * @param settings the teacher's sampling, and the length of students' answers, for which a question must leave room
     * @param policy how many questions to collect, and how many completions they may cost
     */
    QuestionSampler(
            RunContext context,
            SoarSettings settings,
            Attempt attempt,
            Oversampling policy,
            TeacherTurns.RequestSeeds seeds) {
        this.context = context;
        this.settings = settings;
        this.attempt = attempt;
        this.policy = policy;
        this.turns = new TeacherTurns(context, settings.teacher(), seeds);
        this.sets = IntStream.range(0, policy.sets())
                .mapToObj(k -> (List<Question>) new ArrayList<Question>())
                .toList();
    }

    /** An accepted question with the completions that it was read from. */
    private record Question(TeacherCompletion.Accepted accepted, List<Completion> completions, RougeL words) {}

    /** @param first index of the first question */
    CollectedQuestions sample(Checkpoint teacher, int first) throws InterruptedException {
        try (Generator.Serving serving = context.generator().acquire(attempt.name("teacher"), teacher.policy())) {
            for (int round = 0; missing() > 0; round++) {
                attempt.progress().report(policy.wanted() - missing(), policy.wanted(), "accepted questions");
                policy.failIfTooManyRejections(missing(), attempts, rejected, "the teacher", remedy());
                List<DrawnQuestion> drawn = turns.draw(serving, round, setsByDraws());
                attempts += drawn.size();
                accept(drawn);
            }
        }
        List<Question> inOrder = sets.stream().flatMap(List::stream).toList();
        List<UnitResult.WrittenQuestion> questions = IntStream.range(0, inOrder.size())
                .mapToObj(i -> new UnitResult.WrittenQuestion(
                        first + i,
                        inOrder.get(i).accepted().question(),
                        inOrder.get(i).accepted().answer()))
                .toList();
        return new CollectedQuestions(
                questions,
                inOrder.stream().flatMap(one -> one.completions().stream()).toList(),
                Collections.unmodifiableMap(rejected),
                attempts,
                counts(),
                rollouts);
    }

    private QuestionCounts counts() {
        return TeacherCompletion.counts(sets.stream()
                .map(set -> set.stream().map(Question::accepted).toList())
                .toList());
    }

    private Map<Integer, List<Integer>> setsByDraws() {
        Map<Integer, List<Integer>> byDraws = new TreeMap<>();
        for (int k = 0; k < sets.size(); k++) {
            if (missing(k) > 0) {
                byDraws.computeIfAbsent(policy.draws(missing(k), missing(), attempts), draws -> new ArrayList<>())
                        .add(k);
            }
        }
        return byDraws;
    }

    private void accept(List<DrawnQuestion> drawn) throws InterruptedException {
        List<TeacherCompletion.Accepted> whole = drawn.stream()
                .map(DrawnQuestion::read)
                .filter(TeacherCompletion.Accepted.class::isInstance)
                .map(TeacherCompletion.Accepted.class::cast)
                .toList();
        List<Verdict> read = context.grading()
                .parses(whole.stream().map(TeacherCompletion.Accepted::answer).toList());
        Set<String> fitting = Set.copyOf(context.room()
                .fitting(
                        whole.stream()
                                .map(TeacherCompletion.Accepted::question)
                                .distinct()
                                .toList(),
                        context.prompts()::forStudent,
                        settings.student().maxTokens()));
        int next = 0;
        for (DrawnQuestion one : drawn) {
            switch (one.read()) {
                case TeacherCompletion.Accepted accepted -> {
                    Verdict verdict = read.get(next++);
                    if (fitting.contains(accepted.question())) {
                        keep(one, accepted, verdict);
                    } else {
                        reject(one, accepted.answer(), verdict, Rejection.QUESTION_TOO_LONG);
                    }
                }
                case TeacherCompletion.Rejected no -> reject(one, null, Verdict.NO_ANSWER, no.reason());
            }
        }
    }

    private void keep(DrawnQuestion drawn, TeacherCompletion.Accepted accepted, Verdict read) {
        Rejection reason = rejection(drawn.k(), accepted, read);
        if (reason != null) {
            reject(drawn, accepted.answer(), read, reason);
            return;
        }
        List<Question> set = sets.get(drawn.k());
        rollouts.addAll(drawn.accepted(context.grading().rule(), set.size(), accepted.answer(), read));
        set.add(new Question(accepted, drawn.completions(), RougeL.ofSymbols(accepted.question())));
    }

    /** Why a question with an answer is not accepted for its set; null if it is. */
    private @Nullable Rejection rejection(int k, TeacherCompletion.Accepted accepted, Verdict read) {
        if (read == Verdict.TIMED_OUT) {
            return Rejection.PARSE_TIMED_OUT;
        }
        if (read != Verdict.VERIFIED && !context.prompts().inTwoTurns()) {
            return Rejection.UNPARSABLE_ANSWER;
        }
        if (missing(k) == 0) {
            return Rejection.SURPLUS;
        }
        return repeats(sets.get(k), RougeL.ofSymbols(accepted.question())) ? Rejection.TOO_SIMILAR : null;
    }

    private String remedy() {
        String prompts = context.prompts().inTwoTurns() ? "the prompts of prompts.twoTurns" : "prompts.teacher";
        return prompts + " or soar.teacher.maxTokens"
                + (settings.beyond().maxSimilarity() < 1 ? ", or raise soar.beyond.maxSimilarity" : "");
    }

    private boolean repeats(List<Question> set, RougeL words) {
        double most = settings.beyond().maxSimilarity();
        return most < 1 && set.stream().anyMatch(earlier -> earlier.words().with(words) > most);
    }

    private void reject(DrawnQuestion drawn, @Nullable String answer, Verdict verdict, Rejection reason) {
        rejected.merge(reason, 1, Integer::sum);
        rollouts.addAll(drawn.rejected(context.grading().rule(), answer, verdict, reason));
    }

    private int missing() {
        return IntStream.range(0, sets.size()).map(this::missing).sum();
    }

    private int missing(int k) {
        return policy.questions() - sets.get(k).size();
    }
}
