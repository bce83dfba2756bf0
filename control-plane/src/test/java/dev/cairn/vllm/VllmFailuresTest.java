package dev.cairn.vllm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.Generator;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.PromptSlot;
import dev.cairn.testing.FakeVllmServer;
import dev.cairn.testing.HeldCalls;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a generator does when an engine fails, refuses or takes too long. */
@Timeout(300)
final class VllmFailuresTest extends OneFakeEngine {
    VllmFailuresTest() throws Exception {}

    @Test
    void anEngineThatDiedInBetweenIsAskedAgain() throws Exception {
        engine.failCompletion(FakeVllmServer.error(500, "EngineCore encountered an issue"));
        engine.failCompletion(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        engine.failCompletion(FakeVllmServer.answer(503, ""));
        try (VllmGenerator generator = generator(limits(1000, 10_000));
                Generator.Serving policy = acquire(generator, "p")) {
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
        try (VllmGenerator generator = generator(limits(1000, 10_000));
                Generator.Serving policy = acquire(generator, "p")) {
            assertThat(policy.generate(List.of(new PromptSlot("a", 1)), FOUR)).hasSize(1);
        }
        assertThat(engine.completionRequests()).hasSize(2);
    }

    @Test
    void anEngineThatStaysBrokenIsReportedWithWhereToLook() throws Exception {
        IntStream.range(0, 5).forEach(time -> engine.failCompletion(FakeVllmServer.error(500, "EngineDeadError")));
        try (VllmGenerator generator = generator(limits(1000, 10_000));
                Generator.Serving policy = acquire(generator, "p")) {
            assertRemedy(
                    () -> policy.generate(List.of(new PromptSlot("a", 1)), FOUR),
                    Remedy.RETRY,
                    "answered /v1/completions with 500 (EngineDeadError), tried 5 times. Look at the log");
        }
    }

    @Test
    void aRefusedRequestIsNotRepeatedAndCarriesVllmsMessage() throws Exception {
        engine.failCompletion(FakeVllmServer.error(400, "max_tokens is too large"));
        try (VllmGenerator generator = generator(limits(1000, 10_000));
                Generator.Serving policy = acquire(generator, "p")) {
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
        try (VllmGenerator generator = generator(limits(1000, 10_000));
                Generator.Serving policy = acquire(generator, "p")) {
            assertRemedy(
                    () -> policy.generate(List.of(new PromptSlot("a", 1)), FOUR), Remedy.GIVE_UP, "not vLLM's JSON");
        }
    }

    @Test
    void aCallThatTakesTooLongEndsAtItsDeadline() throws Exception {
        engine.hold(call -> call.startsWith("generate"));
        try (VllmGenerator generator = new VllmGenerator(
                        settings(limits(1000, 10_000), Duration.ofMillis(200), 4),
                        EngineHealth.unmanaged(engine.url()),
                        OneFakeEngine::directory);
                Generator.Serving policy = acquire(generator, "p")) {
            assertRemedy(() -> policy.generate(List.of(new PromptSlot("a", 1)), FOUR), Remedy.RETRY, "did not finish");
        }
    }

    @Test
    void interruptingTheCallerHangsUpOnTheEngine() throws Exception {
        HeldCalls held = engine.hold(call -> call.startsWith("generate"));
        try (VllmGenerator generator = generator(limits(1000, 10_000));
                Generator.Serving policy = acquire(generator, "p")) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<Throwable>();
            Thread caller = Thread.ofVirtual().start(() -> {
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
}
