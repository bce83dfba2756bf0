package dev.cairn.bridge;

import dev.cairn.bridge.PythonWorker.BothExplanations;
import dev.cairn.ports.AnswerPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Asks a worker for the verdicts of both grading rules and the reasons for them. */
final class BridgeExplainer {
    /** Time for the worker to kill a process that ignores its limit, and to start another one. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final int RULES = 2;

    private final WorkerLink link;
    private final Duration perPair;
    private final Duration start;

    /**
     * @param perPair time limit of one comparison under one rule, after which the pair is {@code TIMED_OUT}
     * @param start additional time for one call, in case the worker has to start its processes
     */
    public BridgeExplainer(WorkerLink link, Duration perPair, Duration start) {
        this.link = link;
        this.perPair = perPair;
        this.start = start;
    }

    /** Returns one explanation per pair, in their order. */
    public List<BothExplanations> explain(List<AnswerPair> pairs) throws InterruptedException {
        if (pairs.isEmpty()) {
            return List.of();
        }
        Duration deadline = start.plus(perPair.plus(GRACE).multipliedBy((long) RULES * pairs.size()));
        Requests.Explain request =
                new Requests.Explain(references(pairs), answers(pairs), tolerances(pairs), perPair.toNanos() / 1e9);
        Replies.Explanations found = WorkerCalls.call(link, Operation.EXPLAIN, request, deadline);
        List<Explanation> strict = WorkerCalls.requireOnePerItem(link, Operation.EXPLAIN, found.strict(), pairs.size());
        List<Explanation> mathVerify =
                WorkerCalls.requireOnePerItem(link, Operation.EXPLAIN, found.mathVerify(), pairs.size());
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

    /** The tolerance of each pair, or null if no pair has one. */
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
