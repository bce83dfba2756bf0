package dev.cairn.vllm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.testing.HeldCalls;
import dev.cairn.testing.FakeVllmServer;
import dev.cairn.base.Backoff;
import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Generator.Serving;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.StorageRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class VllmGeneratorTest {
    private static final Sampling FOUR = new Sampling(1, 4, 16);
    private static final Sampling GREEDY = new Sampling(0, 1, 16);

    private final FakeVllmServer engine;

    VllmGeneratorTest() throws Exception {
        engine = new FakeVllmServer();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void everySlotIsOneSeededRequestAndResultsComeBackInTheirOrder() throws Exception {
        try (var generator = generator(limits(1000, 10_000));
                var policy = acquire(generator, "p")) {
            var completions = policy.generate(List.of(new PromptSlot("ab", 10), new PromptSlot("ab", 20)), FOUR);

            assertThat(texts(completions.get(0))).containsExactly("ab/10", "ab/11", "ab/12", "ab/13");
            assertThat(texts(completions.get(1))).containsExactly("ab/20", "ab/21", "ab/22", "ab/23");
            var first = completions.getFirst().getFirst();
            assertThat(first.promptTokens()).containsExactly(1, 'a', 'b');
            assertThat(first.tokens()).containsExactly(7, 2);
            assertThat(first.logprobs()).containsExactly(-0.5f, -1.25f);
            assertThat(first.finish()).isEqualTo(FinishReason.STOP);
        }
        assertThat(engine.completionRequests()).hasSize(2);
    }

    @Test
    void everyParameterThatChangesSamplingIsSent() throws Exception {
        try (var generator = generator(limits(1000, 10_000));
                var policy = acquire(generator, "p")) {
            policy.generate(List.of(new PromptSlot("ab", (1L << 62) - 1)), FOUR);
        }
        var sent = engine.completionRequests().getFirst();
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
        var slots = IntStream.range(0, 100)
                .mapToObj(number -> new PromptSlot("q" + number, number))
                .toList();
        try (var generator = generator(limits(1000, 10_000));
                var policy = acquire(generator, "p")) {
            var completions = policy.generate(slots, GREEDY);
            assertThat(completions).hasSize(100);
            assertThat(completions.get(70))
                    .singleElement()
                    .satisfies(one -> assertThat(one.text()).startsWith("q70/"));
        }
        assertThat(engine.completionRequests()).hasSize(2);
    }

    @Test
    void greedyWithSeveralSamplesIsAMistake() throws Exception {
        try (var generator = generator(limits(1000, 10_000));
                var policy = acquire(generator, "p")) {
            assertRemedy(
                    () -> policy.generate(List.of(new PromptSlot("a", 1)), new Sampling(0, 4, 16)),
                    Remedy.FIX_REQUEST,
                    "set samples to 1");
        }
    }

    @Test
    void sequencesInFlightStayWithinTheLimit() throws Exception {
        var slots = IntStream.range(0, 40)
                .mapToObj(number -> new PromptSlot("q", number * 100L))
                .toList();
        try (var generator = generator(limits(10, 10_000));
                var policy = acquire(generator, "p")) {
            policy.generate(slots, FOUR);
        }
        assertThat(engine.mostSequences()).isBetween(4, 8);
    }

    @Test
    void aSlotAboveTheLimitsBecomesSeveralRequestsOfTheSameSeeds() throws Exception {
        try (var generator = generator(limits(3, 10_000));
                var policy = acquire(generator, "p")) {
            var completions = policy.generate(List.of(new PromptSlot("q", 50)), FOUR);
            assertThat(texts(completions.getFirst())).containsExactly("q/50", "q/51", "q/52", "q/53");
        }
        assertThat(engine.mostSequences()).isLessThanOrEqualTo(3);
    }

    @Test
    void interruptingTheCallerHangsUpOnTheEngine() throws Exception {
        HeldCalls held = engine.hold(call -> call.startsWith("generate"));
        try (var generator = generator(limits(1000, 10_000));
                var policy = acquire(generator, "p")) {
            var outcome = new CompletableFuture<Throwable>();
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    policy.generate(List.of(new PromptSlot("a", 1), new PromptSlot("b", 2)), FOUR);
                    outcome.complete(new AssertionError("not interrupted"));
                } catch (Throwable failure) {
                    outcome.complete(failure);
                }
            });
            held.awaitArrivals(2);
            caller.interrupt();
            assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
            held.release();
            assertThat(policy.generate(List.of(new PromptSlot("c", 3)), FOUR)).hasSize(1);
        }
    }

    @Test
    void anEngineThatDiedInBetweenIsAskedAgain() throws Exception {
        engine.failCompletion(FakeVllmServer.error(500, "EngineCore encountered an issue"));
        engine.failCompletion(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        engine.failCompletion(FakeVllmServer.answer(503, ""));
        try (var generator = generator(limits(1000, 10_000));
                var policy = acquire(generator, "p")) {
            assertThat(policy.generate(List.of(new PromptSlot("a", 1)), FOUR)).hasSize(1);
        }
        assertThat(engine.completionRequests()).hasSize(4);
    }

    @Test
    void aReplyCutOffInTheMiddleIsAskedForAgain() throws Exception {
        engine.failCompletion(new MockResponse.Builder()
                .body("{\"choices\":[" + " ".repeat(100_000))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        try (var generator = generator(limits(1000, 10_000));
                var policy = acquire(generator, "p")) {
            assertThat(policy.generate(List.of(new PromptSlot("a", 1)), FOUR)).hasSize(1);
        }
        assertThat(engine.completionRequests()).hasSize(2);
    }

    @Test
    void anEngineThatStaysBrokenIsReportedWithWhereToLook() throws Exception {
        IntStream.range(0, 5).forEach(time -> engine.failCompletion(FakeVllmServer.error(500, "EngineDeadError")));
        try (var generator = generator(limits(1000, 10_000));
                var policy = acquire(generator, "p")) {
            assertRemedy(
                    () -> policy.generate(List.of(new PromptSlot("a", 1)), FOUR),
                    Remedy.RETRY,
                    "answered /v1/completions with 500 (EngineDeadError), tried 5 times. Look at the log");
        }
    }

    @Test
    void aRefusedRequestIsNotRepeatedAndCarriesVllmsMessage() throws Exception {
        engine.failCompletion(FakeVllmServer.error(400, "max_tokens is too large"));
        try (var generator = generator(limits(1000, 10_000));
                var policy = acquire(generator, "p")) {
            assertRemedy(
                    () -> policy.generate(List.of(new PromptSlot("a", 1)), FOUR),
                    Remedy.FIX_REQUEST,
                    "400: max_tokens is too large");
        }
        assertThat(engine.completionRequests()).hasSize(1);
    }

    @Test
    void aReplyOfAnotherShapeIsNotRepeated() throws Exception {
        engine.failCompletion(FakeVllmServer.answer(200, "<html>a proxy</html>"));
        try (var generator = generator(limits(1000, 10_000));
                var policy = acquire(generator, "p")) {
            assertRemedy(
                    () -> policy.generate(List.of(new PromptSlot("a", 1)), FOUR), Remedy.GIVE_UP, "not vLLM's JSON");
        }
    }

    @Test
    void aCallThatTakesTooLongEndsAtItsDeadline() throws Exception {
        engine.hold(call -> call.startsWith("generate"));
        try (var generator = new VllmGenerator(
                        settings(limits(1000, 10_000), Duration.ofMillis(200), 4),
                        EngineHealth.elsewhere(engine.url()),
                        VllmGeneratorTest::directory);
                var policy = acquire(generator, "p")) {
            assertRemedy(() -> policy.generate(List.of(new PromptSlot("a", 1)), FOUR), Remedy.RETRY, "did not finish");
        }
    }

    @Test
    void adaptersAreLoadedCheckedUsedAndUnloaded() throws Exception {
        try (var generator = generator(limits(1000, 10_000))) {
            try (var policy = acquire(generator, "r1/t0/write/f1.1")) {
                assertThat(engine.adapters()).containsEntry("r1/t0/write/f1.1", "/adapters/x");
                policy.generate(List.of(new PromptSlot("a", 1)), FOUR);
            }
            assertThat(engine.adapters()).isEmpty();
        }
        assertThat(engine.adapterCalls()).containsExactly("load r1/t0/write/f1.1", "unload r1/t0/write/f1.1");
    }

    @Test
    void noTwoAdaptersHaveOneNameAtATimeAndNamesAreForgotten() throws Exception {
        try (var generator = generator(limits(1000, 10_000))) {
            try (var _ = acquire(generator, "p")) {
                assertRemedy(() -> acquire(generator, "p"), Remedy.GIVE_UP, "is in use");
            }
            acquire(generator, "p").close();
        }
    }

    @Test
    void aLoadWhoseAnswerWasLostStillCounts() throws Exception {
        engine.adapters().put("p", "/adapters/x");
        try (var generator = generator(limits(1000, 10_000));
                var policy = acquire(generator, "p")) {
            assertThat(policy.generate(List.of(new PromptSlot("a", 1)), FOUR)).hasSize(1);
        }
    }

    @Test
    void anAdapterOfTooHighRankIsTheSpecsFault() throws Exception {
        IntStream.range(0, 5)
                .forEach(time -> engine.failLoad(
                        FakeVllmServer.error(500, "LoRA rank 64 is greater than max_lora_rank 16.")));
        try (var generator = generator(limits(1000, 10_000))) {
            assertRemedy(() -> acquire(generator, "p"), Remedy.FIX_REQUEST, "LoRA rank 64 is greater");
        }
    }

    @Test
    void aLostAdapterIsLoadedAgainOnceForAllSlots() throws Exception {
        try (var generator = generator(limits(1000, 10_000));
                var policy = acquire(generator, "p")) {
            engine.adapters().clear();
            var slots = IntStream.range(0, 8)
                    .mapToObj(number -> new PromptSlot("q", number * 10L))
                    .toList();
            assertThat(policy.generate(slots, FOUR)).hasSize(8);
        }
        assertThat(engine.adapterCalls()).containsExactly("load p", "load p", "unload p");
    }

    @Test
    void moreAdaptersThanTheEngineHoldsWaitTheirTurn() throws Exception {
        try (var generator = generator(limits(1000, 10_000), 1);
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = acquire(generator, "a");
            var second = executor.submit(() -> acquire(generator, "b"));
            first.close();
            second.get().close();
        }
        assertThat(engine.adapterCalls()).containsExactly("load a", "unload a", "load b", "unload b");
    }

    @Test
    void closingUnloadsAlsoOnAnInterruptedThread() throws Exception {
        try (var generator = generator(limits(1000, 10_000))) {
            var policy = acquire(generator, "p");
            Thread.currentThread().interrupt();
            policy.close();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(engine.adapters()).isEmpty();
        }
    }

    private VllmGenerator generator(EngineLimits limits) {
        return generator(limits, 4);
    }

    private VllmGenerator generator(EngineLimits limits, int maxAdapters) {
        return new VllmGenerator(
                settings(limits, Duration.ofSeconds(20), maxAdapters),
                EngineHealth.elsewhere(engine.url()),
                VllmGeneratorTest::directory);
    }

    private EngineSettings settings(EngineLimits limits, Duration callTimeout, int maxAdapters) {
        return new EngineSettings(
                engine.url(),
                callTimeout,
                Duration.ofSeconds(10),
                limits,
                maxAdapters,
                new RetryPolicy(5, new Backoff(Duration.ofMillis(5), Duration.ofMillis(20))));
    }

    private static EngineLimits limits(int sequences, int promptTokens) {
        return new EngineLimits(sequences, promptTokens);
    }

    private static Serving acquire(VllmGenerator generator, String name) throws InterruptedException {
        return generator.acquire(name, new PolicyRef(StorageRoot.SCRATCH, "x", "0"));
    }

    private static Path directory(PolicyRef policy) {
        return Path.of("/adapters").resolve(policy.path());
    }

    private static List<String> texts(List<Completion> completions) {
        return completions.stream().map(Completion::text).toList();
    }

    private static void assertRemedy(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Remedy remedy, String message) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(PortException.class))
                .satisfies(failure -> assertThat(failure.remedy()).isEqualTo(remedy))
                .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                .contains(message);
    }
}
