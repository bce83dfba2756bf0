package dev.cairn.bridge;

import dev.cairn.bridge.protocol.Explanation;
import dev.cairn.bridge.protocol.Operation;
import dev.cairn.bridge.protocol.Replies;
import dev.cairn.bridge.protocol.Requests;
import dev.cairn.ports.AnswerPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Asks a worker for the verdicts of both grading rules with their grounds. */
final class BridgeExplainer {
    /** For the worker to end a pair that does not react to its limit, and to start another process. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final int RULES = 2;

    private final WorkerLink link;
    private final Duration perPair;
    private final Duration start;

    /**
     * @param perPair time limit of one comparison under one rule; the pair is {@code TIMED_OUT} then
     * @param start what one call may take besides, for a worker that has to start its processes
     */
    public BridgeExplainer(WorkerLink link, Duration perPair, Duration start) {
        this.link = link;
        this.perPair = perPair;
        this.start = start;
    }

    /** As many as pairs, in their order. */
    public List<BothExplanations> explain(List<AnswerPair> pairs) throws InterruptedException {
        if (pairs.isEmpty()) {
            return List.of();
        }
        Duration deadline = start.plus(perPair.plus(GRACE).multipliedBy((long) RULES * pairs.size()));
        Requests.Explain request =
                new Requests.Explain(references(pairs), answers(pairs), tolerances(pairs), perPair.toNanos() / 1e9);
        Replies.Explanations found = WorkerCalls.call(link, Operation.EXPLAIN, request, deadline);
        List<Explanation> strict = WorkerCalls.each(link, Operation.EXPLAIN, found.strict(), pairs.size());
        List<Explanation> mathVerify = WorkerCalls.each(link, Operation.EXPLAIN, found.mathVerify(), pairs.size());
        return IntStream.range(0, pairs.size())
                .mapToObj(i -> new BothExplanations(strict.get(i), mathVerify.get(i)))
                .toList();
    }

    static List<String> references(List<AnswerPair> pairs) {
        return pairs.stream().map(AnswerPair::reference).toList();
    }

    static List<String> answers(List<AnswerPair> pairs) {
        return pairs.stream().map(AnswerPair::answer).toList();
    }

    /** One for each pair, or null where no pair has one. */
    static @Nullable List<@Nullable Double> tolerances(List<AnswerPair> pairs) {
        if (pairs.stream().allMatch(pair -> pair.tolerance() == null)) {
            return null;
        }
        List<@Nullable Double> tolerances = new ArrayList<>();
        for (AnswerPair pair : pairs) {
            tolerances.add(pair.tolerance());
        }
        return tolerances;
    }
}
