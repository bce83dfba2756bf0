package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Completion;
import dev.cairn.ports.Generator;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.QuestionCounts;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.UnitResult;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.RoleSettings;
import dev.cairn.settings.SoarSettings;
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
 */
final class QuestionSampler {
    private final RunContext context;
    private final SoarSettings settings;
    private final Attempt attempt;
    private final Oversampling policy;
    private final RequestSeeds seeds;
    private final List<List<Question>> sets;
    private final Map<Rejection, Integer> rejected = new EnumMap<>(Rejection.class);
    private final List<Rollout> rollouts = new ArrayList<>();
    private int attempts;

    /**
     * @param settings the teacher's sampling, and the length of students' answers, for which a question must leave room
     * @param policy how many questions to collect, and how many completions they may cost
     */
    QuestionSampler(
            RunContext context, SoarSettings settings, Attempt attempt, Oversampling policy, RequestSeeds seeds) {
        this.context = context;
        this.settings = settings;
        this.attempt = attempt;
        this.policy = policy;
        this.seeds = seeds;
        this.sets = IntStream.range(0, policy.sets())
                .mapToObj(k -> (List<Question>) new ArrayList<Question>())
                .toList();
    }

    /** The seed of the request for set {@code k} in a round. */
    @FunctionalInterface
    interface RequestSeeds {
        long of(int k, int round);
    }

    /** An accepted question with the completion that it was read from. */
    private record Question(TeacherCompletion.Accepted accepted, Completion completion, RougeL words) {}

    /** @param first index of the first question */
    CollectedQuestions sample(Checkpoint teacher, int first) throws InterruptedException {
        try (Generator.Serving serving = context.generator().acquire(attempt.name("teacher"), teacher.policy())) {
            for (int round = 0; missing() > 0; round++) {
                attempt.progress().report(policy.wanted() - missing(), policy.wanted(), "accepted questions");
                policy.failIfTooManyRejections(missing(), attempts, rejected, "the teacher", remedy());
                accept(draw(serving, round));
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
                inOrder.stream().map(Question::completion).toList(),
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

    private List<DrawnCompletion> draw(Generator.Serving serving, int round) throws InterruptedException {
        Map<Integer, List<Integer>> setsByMissing = new TreeMap<>();
        for (int k = 0; k < sets.size(); k++) {
            if (missing(k) > 0) {
                setsByMissing
                        .computeIfAbsent(policy.draws(missing(k), missing(), attempts), draws -> new ArrayList<>())
                        .add(k);
            }
        }
        List<DrawnCompletion> drawn = new ArrayList<>();
        for (Map.Entry<Integer, List<Integer>> entry : setsByMissing.entrySet()) {
            RoleSettings teacher = settings.teacher();
            Sampling sampling = new Sampling(teacher.temperature(), entry.getKey(), teacher.maxTokens());
            List<PromptSlot> slots = entry.getValue().stream()
                    .map(k -> new PromptSlot(context.prompts().teacher(), seeds.of(k, round)))
                    .toList();
            List<List<Completion>> completions = serving.generate(slots, sampling);
            for (int i = 0; i < slots.size(); i++) {
                for (int sample = 0; sample < completions.get(i).size(); sample++) {
                    drawn.add(new DrawnCompletion(
                            round,
                            entry.getValue().get(i),
                            sample,
                            slots.get(i).seed(),
                            completions.get(i).get(sample)));
                }
            }
        }
        attempts += drawn.size();
        return drawn;
    }

    private void accept(List<DrawnCompletion> drawn) throws InterruptedException {
        List<String> answers = new ArrayList<>();
        List<String> questions = new ArrayList<>();
        for (DrawnCompletion one : drawn) {
            if (one.finished()
                    && TeacherCompletion.parse(one.completion().text()) instanceof TeacherCompletion.Accepted a) {
                answers.add(a.answer());
                questions.add(a.question());
            }
        }
        List<Verdict> read = context.grading().parses(answers);
        Set<String> fitting = Set.copyOf(context.room()
                .fitting(
                        questions.stream().distinct().toList(),
                        context.prompts()::forStudent,
                        settings.student().maxTokens()));
        int next = 0;
        for (DrawnCompletion one : drawn) {
            if (!one.finished()) {
                count(Rejection.ABORTED);
                continue;
            }
            switch (TeacherCompletion.parse(one.completion().text())) {
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

    private void keep(DrawnCompletion drawn, TeacherCompletion.Accepted accepted, Verdict read) {
        switch (read) {
            case VERIFIED -> {
                if (missing(drawn.k()) == 0) {
                    reject(drawn, accepted.answer(), read, Rejection.SURPLUS);
                    return;
                }
                List<Question> set = sets.get(drawn.k());
                RougeL words = RougeL.ofSymbols(accepted.question());
                if (repeats(set, words)) {
                    reject(drawn, accepted.answer(), read, Rejection.TOO_SIMILAR);
                    return;
                }
                rollouts.add(drawn.accepted(context.grading().rule(), set.size(), accepted.answer()));
                set.add(new Question(accepted, drawn.completion(), words));
            }
            case TIMED_OUT -> reject(drawn, accepted.answer(), read, Rejection.PARSE_TIMED_OUT);
            case UNPARSABLE, DIFFERENT, NO_ANSWER ->
                reject(drawn, accepted.answer(), read, Rejection.UNPARSABLE_ANSWER);
        }
    }

    private String remedy() {
        return settings.beyond().maxSimilarity() < 1
                ? "prompts.teacher or soar.teacher.maxTokens, or raise soar.beyond.maxSimilarity"
                : "prompts.teacher or soar.teacher.maxTokens";
    }

    private boolean repeats(List<Question> set, RougeL words) {
        double most = settings.beyond().maxSimilarity();
        return most < 1 && set.stream().anyMatch(earlier -> earlier.words().with(words) > most);
    }

    private void reject(DrawnCompletion drawn, @Nullable String answer, Verdict verdict, Rejection reason) {
        count(reason);
        rollouts.add(drawn.rejected(context.grading().rule(), answer, verdict, reason));
    }

    private void count(Rejection reason) {
        rejected.merge(reason, 1, Integer::sum);
    }

    private int missing() {
        return IntStream.range(0, sets.size()).map(this::missing).sum();
    }

    private int missing(int k) {
        return policy.questions() - sets.get(k).size();
    }
}
