package dev.cairn.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The grader behind a worker link: Math-Verify in processes that can be killed. */
public final class BridgeGrader implements Grader {
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
        ObjectNode header = BridgeExplainer.header(pairs);
        header.put("rule", grading.rule().name()).put("other", grading.compareRules());
        JsonNode reply = reply("verify", header, grading.compareRules() ? 2 * pairs.size() : pairs.size());
        List<Verdict> verdicts = verdicts("verify", reply.path("verdicts"), pairs.size());
        if (!grading.compareRules()) {
            return verdicts.stream()
                    .map(verdict -> new Judgement(verdict, null))
                    .toList();
        }
        List<Verdict> others = verdicts("verify", reply.path("others"), pairs.size());
        return IntStream.range(0, pairs.size())
                .mapToObj(i -> new Judgement(verdicts.get(i), others.get(i)))
                .toList();
    }

    @Override
    public List<Verdict> parses(List<String> texts, GradingRule rule) throws InterruptedException {
        if (texts.isEmpty()) {
            return List.of();
        }
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        ArrayNode answers = header.putArray("answers");
        texts.forEach(answers::add);
        header.put("rule", rule.name());
        return verdicts("parses", reply("parses", header, texts.size()).path("verdicts"), texts.size());
    }

    /** @param judged answers that the worker judges for it, each of which may take its whole limit */
    private JsonNode reply(String op, ObjectNode header, int judged) throws InterruptedException {
        header.put("timeout", perPair.toNanos() / 1e9);
        return WorkerErrors.check(op, link, link.call(op, header, Map.of(), deadline(judged)))
                .header();
    }

    private List<Verdict> verdicts(String op, JsonNode verdicts, int expected) {
        if (verdicts.size() != expected) {
            throw new PortException(
                    Remedy.GIVE_UP,
                    "%s at worker %s returned %d verdicts for %d answers; this is a bug of the worker"
                            .formatted(op, link.describe(), verdicts.size(), expected));
        }
        List<Verdict> result = new ArrayList<>(expected);
        for (JsonNode verdict : verdicts) {
            result.add(verdict(op, verdict.asText()));
        }
        return result;
    }

    /** Even if every pair hangs and one process judges them all, the call must not be given up: none of it would be kept. */
    private Duration deadline(int pairs) {
        return beside.plus(perPair.plus(GRACE).multipliedBy(pairs));
    }

    private Verdict verdict(String op, String name) {
        try {
            return Verdict.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new PortException(
                    Remedy.GIVE_UP, op + " at worker " + link.describe() + " returned an unknown verdict: " + name, e);
        }
    }
}
