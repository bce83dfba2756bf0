package dev.cairn.verdicts;

import dev.cairn.bridge.PythonWorker.BothExplanations;
import dev.cairn.grading.BoxedAnswer;
import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges answers on request, in its own grader process, so that it neither waits for runs nor delays them. */
@Singleton
public final class VerdictService {
    private static final Duration PER_PAIR = Duration.ofSeconds(5);
    private static final Duration OVERHEAD = Duration.ofMinutes(1);

    private final GraderProcess grader;

    public VerdictService(GraderProcess grader) {
        this.grader = grader;
    }

    /** Returns one result per request, in their order. */
    public List<BothVerdicts> judge(List<VerdictQuery> asked) throws InterruptedException {
        List<@Nullable String> answers =
                asked.stream().<@Nullable String>map(VerdictService::answer).toList();
        List<AnswerPair> pairs = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            String answer = answers.get(i);
            if (answer != null) {
                pairs.add(new AnswerPair(
                        asked.get(i).reference().strip(), answer, asked.get(i).tolerance()));
            }
        }
        Deque<BothExplanations> found = new ArrayDeque<>(explain(pairs));
        List<BothVerdicts> verdicts = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            VerdictQuery one = asked.get(i);
            String boxed = one.completion() == null ? null : answers.get(i);
            if (answers.get(i) == null) {
                verdicts.add(new BothVerdicts(one.id(), RuleVerdict.noAnswer(), RuleVerdict.noAnswer(), null));
            } else {
                BothExplanations both = found.remove();
                verdicts.add(new BothVerdicts(
                        one.id(), RuleVerdict.of(both.strict()), RuleVerdict.of(both.mathVerify()), boxed));
            }
        }
        return verdicts;
    }

    /** Whether the rule can parse each answer. */
    public List<Verdict> readable(List<String> answers, GradingRule rule) throws InterruptedException {
        return answers.isEmpty()
                ? List.of()
                : grader.worker().grader(PER_PAIR, OVERHEAD).parses(answers, rule);
    }

    private List<BothExplanations> explain(List<AnswerPair> pairs) throws InterruptedException {
        return pairs.isEmpty() ? List.of() : grader.worker().explain(pairs, PER_PAIR, OVERHEAD);
    }

    private static @Nullable String answer(VerdictQuery asked) {
        String completion = asked.completion();
        String answer = asked.answer();
        return completion == null ? (answer == null ? null : answer.strip()) : BoxedAnswer.of(completion);
    }
}
