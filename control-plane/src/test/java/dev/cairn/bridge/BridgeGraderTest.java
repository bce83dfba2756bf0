package dev.cairn.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingSettings;
import dev.cairn.soar.fakes.Gradings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BridgeGraderTest {
    private static final Duration PER_PAIR = Duration.ofSeconds(5);
    private static final Duration BESIDE = Duration.ofMinutes(10);

    @Test
    void aCallWhosePairsAllHangIsNotGivenUpBeforeTheirLimitsHavePassed() throws Exception {
        DeafLink link = new DeafLink();
        List<AnswerPair> pairs = Collections.nCopies(2200, new AnswerPair("1", "2.0"));
        assertThat(Gradings.verdicts(new BridgeGrader(link, PER_PAIR, BESIDE).verify(pairs, Gradings.MATH_VERIFY)))
                .hasSize(2200)
                .containsOnly(Verdict.TIMED_OUT);
        assertThat(link.deadline)
                .as("one process that judges them all: 2200 times 5 s")
                .isGreaterThan(Duration.ofSeconds(11_000))
                .as("but not for ever")
                .isLessThan(Duration.ofSeconds(11_000).multipliedBy(2));
    }

    @Test
    void bothRulesAreAskedInOneCallAndKeptApart() throws Exception {
        TwoRules link = new TwoRules();
        List<Judgement> judgements = new BridgeGrader(link, PER_PAIR, BESIDE)
                .verify(List.of(new AnswerPair("0.5", "50\\%", 0.1)), GradingSettings.defaults());
        assertThat(judgements).containsExactly(new Judgement(Verdict.VERIFIED, Verdict.DIFFERENT));
        assertThat(link.sent.path("rule").asText()).isEqualTo("STRICT");
        assertThat(link.sent.path("other").asBoolean()).isTrue();
        assertThat(link.sent.path("tolerances").path(0).asDouble()).isEqualTo(0.1);
    }

    /** Its rules never agree. */
    private static final class TwoRules implements WorkerLink {
        private ObjectNode sent = JsonNodeFactory.instance.objectNode();

        @Override
        public Reply call(String op, Object header, Map<String, FlatArray> arrays, Duration limit) {
            sent = WorkerJson.MAPPER.valueToTree(header);
            ObjectNode reply = JsonNodeFactory.instance.objectNode();
            reply.putArray("verdicts").add("verified");
            reply.putArray("others").add("different");
            return new Reply(reply, arrays);
        }

        @Override
        public boolean healthy() {
            return true;
        }

        @Override
        public String describe() {
            return "a worker of two minds";
        }

        @Override
        public void close() {}
    }

    /** Every answer times out. */
    private static final class DeafLink implements WorkerLink {
        private Duration deadline = Duration.ZERO;

        @Override
        public Reply call(String op, Object header, Map<String, FlatArray> arrays, Duration limit) {
            deadline = limit;
            ObjectNode reply = JsonNodeFactory.instance.objectNode();
            ArrayNode verdicts = reply.putArray("verdicts");
            ((Requests.Verify) header).answers().forEach(answer -> verdicts.add("timed_out"));
            return new Reply(reply, arrays);
        }

        @Override
        public boolean healthy() {
            return true;
        }

        @Override
        public String describe() {
            return "a deaf worker";
        }

        @Override
        public void close() {}
    }
}
