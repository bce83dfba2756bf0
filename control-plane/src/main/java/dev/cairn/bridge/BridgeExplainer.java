package dev.cairn.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks a worker for the verdicts of both grading rules with their grounds. */
public final class BridgeExplainer {
    private static final String OP = "explain";

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
        ObjectNode header = header(pairs).put("timeout", perPair.toNanos() / 1e9);
        Duration deadline = start.plus(perPair.plus(GRACE).multipliedBy((long) RULES * pairs.size()));
        JsonNode reply = WorkerErrors.check(OP, link, link.call(OP, header, Map.of(), deadline))
                .header();
        List<Explanation> strict = explanations(reply.path("strict"), pairs.size());
        List<Explanation> mathVerify = explanations(reply.path("mathVerify"), pairs.size());
        List<BothExplanations> both = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            both.add(new BothExplanations(strict.get(i), mathVerify.get(i)));
        }
        return both;
    }

    /** References, answers and tolerances as every grading operation takes them. */
    static ObjectNode header(List<AnswerPair> pairs) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        ArrayNode references = header.putArray("references");
        ArrayNode answers = header.putArray("answers");
        boolean tolerant = pairs.stream().anyMatch(pair -> pair.tolerance() != null);
        for (AnswerPair pair : pairs) {
            references.add(pair.reference());
            answers.add(pair.answer());
            if (tolerant) {
                header.withArray("tolerances").add(pair.tolerance());
            }
        }
        return header;
    }

    private List<Explanation> explanations(JsonNode items, int expected) {
        if (items.size() != expected) {
            throw new PortException(
                    Remedy.GIVE_UP,
                    "%s at worker %s returned %d verdicts for %d answers; this is a bug of the worker"
                            .formatted(OP, link.describe(), items.size(), expected));
        }
        List<Explanation> explanations = new ArrayList<>();
        for (JsonNode item : items) {
            explanations.add(new Explanation(
                    Verdict.valueOf(item.path("verdict").asText().toUpperCase(Locale.ROOT)),
                    item.path("reference").asText(),
                    item.path("answer").asText(),
                    item.path("why").asText()));
        }
        return explanations;
    }
}
