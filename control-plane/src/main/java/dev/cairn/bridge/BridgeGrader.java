package dev.cairn.bridge;

import dev.cairn.bridge.protocol.Operation;
import dev.cairn.bridge.protocol.Replies;
import dev.cairn.bridge.protocol.Requests;
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

/** The grader behind a worker link: Math-Verify in processes that can be killed. */
final class BridgeGrader implements Grader {
    /** For the worker to end a pair that does not react to its limit, and to start another process. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final WorkerLink link;
    private final Duration perPair;
    private final Duration beside;

    /**
     * @param perPair time limit of one comparison, kept by the worker; the pair is {@code TIMED_OUT} then
     * @param beside time limit of one call beside what its pairs may take one after the other, for a worker that has
     *     to start its processes or is in another call
     */
    public BridgeGrader(WorkerLink link, Duration perPair, Duration beside) {
        this.link = link;
        this.perPair = perPair;
        this.beside = beside;
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
        List<Verdict> verdicts = WorkerCalls.each(link, Operation.VERIFY, found.verdicts(), size);
        if (!grading.compareRules()) {
            return verdicts.stream()
                    .map(verdict -> new Judgement(verdict, null))
                    .toList();
        }
        List<Verdict> others =
                WorkerCalls.each(link, Operation.VERIFY, Objects.requireNonNullElse(found.others(), List.of()), size);
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
        return WorkerCalls.each(link, Operation.PARSES, found.verdicts(), texts.size());
    }

    private double seconds() {
        return perPair.toNanos() / 1e9;
    }

    /** Even if every pair hangs and one process judges them all, the call must not be given up: none of it would be kept. */
    private Duration deadline(int judged) {
        return beside.plus(perPair.plus(GRACE).multipliedBy(judged));
    }
}
