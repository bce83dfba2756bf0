package dev.cairn.vllm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Generator;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The requests of a generator to an engine, and how many at a time. */
@Timeout(300)
final class VllmGeneratorTest extends OneFakeEngine {
    private static final Sampling GREEDY = new Sampling(0, 1, 16);

    VllmGeneratorTest() throws Exception {}

    @Test
    void everySlotIsOneSeededRequestAndResultsComeBackInTheirOrder() throws Exception {
        try (VllmGenerator generator = generator(limits(1000, 10_000));
                Generator.Serving policy = acquire(generator, "p")) {
            List<List<Completion>> completions =
                    policy.generate(List.of(new PromptSlot("ab", 10), new PromptSlot("ab", 20)), FOUR);

            assertThat(texts(completions.get(0))).containsExactly("ab/10", "ab/11", "ab/12", "ab/13");
            assertThat(texts(completions.get(1))).containsExactly("ab/20", "ab/21", "ab/22", "ab/23");
            Completion first = completions.getFirst().getFirst();
            assertThat(first.promptTokens()).containsExactly(1, 'a', 'b');
            assertThat(first.tokens()).containsExactly(7, 2);
            assertThat(first.logprobs()).containsExactly(-0.5f, -1.25f);
            assertThat(first.finish()).isEqualTo(FinishReason.STOP);
        }
        assertThat(engine.completionRequests()).hasSize(2);
    }

    @Test
    void everyParameterThatChangesSamplingIsSent() throws Exception {
        try (VllmGenerator generator = generator(limits(1000, 10_000));
                Generator.Serving policy = acquire(generator, "p")) {
            policy.generate(List.of(new PromptSlot("ab", (1L << 62) - 1)), FOUR);
        }
        JsonNode sent = engine.completionRequests().getFirst();
        assertThat(sent.toString())
                .isEqualTo("{\"model\":\"p\",\"prompt\":[\"ab\"],\"n\":4,\"seed\":4611686018427387903,"
                        + "\"temperature\":1.0,\"max_tokens\":16,\"top_p\":1,\"top_k\":0,\"min_p\":0,"
                        + "\"repetition_penalty\":1,\"presence_penalty\":0,\"frequency_penalty\":0,"
                        + "\"ignore_eos\":false,\"add_special_tokens\":true,\"skip_special_tokens\":false,"
                        + "\"spaces_between_special_tokens\":true,"
                        + "\"logprobs\":0,\"return_token_ids\":true,\"stream\":false}");
    }

    @Test
    void greedySlotsShareRequests() throws Exception {
        List<PromptSlot> slots = IntStream.range(0, 100)
                .mapToObj(number -> new PromptSlot("q" + number, number))
                .toList();
        try (VllmGenerator generator = generator(limits(1000, 10_000));
                Generator.Serving policy = acquire(generator, "p")) {
            List<List<Completion>> completions = policy.generate(slots, GREEDY);
            assertThat(completions).hasSize(100);
            assertThat(completions.get(70))
                    .singleElement()
                    .satisfies(one -> assertThat(one.text()).startsWith("q70/"));
        }
        assertThat(engine.completionRequests()).hasSize(2);
    }

    @Test
    void greedyWithSeveralSamplesIsAMistake() throws Exception {
        try (VllmGenerator generator = generator(limits(1000, 10_000));
                Generator.Serving policy = acquire(generator, "p")) {
            assertRemedy(
                    () -> policy.generate(List.of(new PromptSlot("a", 1)), new Sampling(0, 4, 16)),
                    Remedy.FIX_REQUEST,
                    "set samples to 1");
        }
    }

    @Test
    void sequencesInFlightStayWithinTheLimit() throws Exception {
        List<PromptSlot> slots = IntStream.range(0, 40)
                .mapToObj(number -> new PromptSlot("q", number * 100L))
                .toList();
        try (VllmGenerator generator = generator(limits(10, 10_000));
                Generator.Serving policy = acquire(generator, "p")) {
            policy.generate(slots, FOUR);
        }
        assertThat(engine.mostSequences()).isBetween(4, 8);
    }

    @Test
    void aSlotAboveTheLimitsBecomesSeveralRequestsOfTheSameSeeds() throws Exception {
        try (VllmGenerator generator = generator(limits(3, 10_000));
                Generator.Serving policy = acquire(generator, "p")) {
            List<List<Completion>> completions = policy.generate(List.of(new PromptSlot("q", 50)), FOUR);
            assertThat(texts(completions.getFirst())).containsExactly("q/50", "q/51", "q/52", "q/53");
        }
        assertThat(engine.mostSequences()).isLessThanOrEqualTo(3);
    }
}
