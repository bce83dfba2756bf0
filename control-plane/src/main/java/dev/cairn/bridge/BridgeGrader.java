package dev.cairn.bridge;

import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** A grader over a worker link: Math-Verify in processes that can be killed. */
final class BridgeGrader implements Grader {
    /** Time for the worker to kill a process that ignores its limit, and to start another one. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final WorkerLink link;
    private final Duration perPair;
    private final Duration overhead;

    /**
     * @param perPair time limit of one comparison, enforced by the worker, after which the pair is {@code TIMED_OUT}
     * @param overhead time limit of one call in addition to the time of its pairs, in case the worker has to start its
     *     processes or is busy with another call
     */
    public BridgeGrader(WorkerLink link, Duration perPair, Duration overhead) {
        this.link = link;
        this.perPair = perPair;
        this.overhead = overhead;
    }

    @Override
    public List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) throws InterruptedException {
        if (pairs.isEmpty()) {
            return List.of();
        }
        int size = pairs.size();
        Requests.Verify request = new Requests.Verify(
                BridgeExplainer.references(pairs),
                BridgeExplainer.answers(pairs),
                BridgeExplainer.tolerances(pairs),
                grading.rule(),
                grading.compareRules(),
                seconds());
        int judged = grading.compareRules() ? 2 * size : size;
        Replies.Verdicts found = WorkerCalls.call(link, Operation.VERIFY, request, deadline(judged));
        List<Verdict> verdicts = WorkerCalls.requireOnePerItem(link, Operation.VERIFY, found.verdicts(), size);
        if (!grading.compareRules()) {
            return verdicts.stream()
                    .map(verdict -> new Judgement(verdict, null))
                    .toList();
        }
        List<Verdict> others = WorkerCalls.requireOnePerItem(
                link, Operation.VERIFY, Objects.requireNonNullElse(found.others(), List.of()), size);
        return IntStream.range(0, size)
                .mapToObj(i -> new Judgement(verdicts.get(i), others.get(i)))
                .toList();
    }

    @Override
    public List<Verdict> parses(List<String> texts, GradingRule rule) throws InterruptedException {
        if (texts.isEmpty()) {
            return List.of();
        }
        Requests.Parses request = new Requests.Parses(texts, rule, seconds());
        Replies.Verdicts found = WorkerCalls.call(link, Operation.PARSES, request, deadline(texts.size()));
        return WorkerCalls.requireOnePerItem(link, Operation.PARSES, found.verdicts(), texts.size());
    }

    private double seconds() {
        return perPair.toNanos() / 1e9;
    }

    /**
     * Long enough for one process to judge all pairs even if each of them hangs, since giving up the call would lose
     * all its verdicts.
     */
    private Duration deadline(int judged) {
        return overhead.plus(perPair.plus(GRACE).multipliedBy(judged));
    }
}
