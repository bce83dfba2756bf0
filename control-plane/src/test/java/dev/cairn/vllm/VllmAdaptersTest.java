package dev.cairn.vllm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.Generator;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.PromptSlot;
import dev.cairn.testing.FakeVllmServer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Adapters stay in the engine as long as they are used. */
@Timeout(300)
final class VllmAdaptersTest extends OneFakeEngine {
    VllmAdaptersTest() throws Exception {}

    @Test
    void adaptersAreLoadedCheckedUsedAndUnloaded() throws Exception {
        try (VllmGenerator generator = generator(limits(1000, 10_000))) {
            try (Generator.Serving policy = acquire(generator, "r1/t0/write/f1.1")) {
                assertThat(engine.adapters()).containsEntry("r1/t0/write/f1.1", "/adapters/x");
                policy.generate(List.of(new PromptSlot("a", 1)), FOUR);
            }
            assertThat(engine.adapters()).isEmpty();
        }
        assertThat(engine.adapterCalls()).containsExactly("load r1/t0/write/f1.1", "unload r1/t0/write/f1.1");
    }

    @Test
    void noTwoAdaptersHaveOneNameAtATimeAndNamesAreForgotten() throws Exception {
        try (VllmGenerator generator = generator(limits(1000, 10_000))) {
            try (var _ = acquire(generator, "p")) {
                assertRemedy(() -> acquire(generator, "p"), Remedy.GIVE_UP, "is in use");
            }
            acquire(generator, "p").close();
        }
    }

    @Test
    void aLoadWhoseAnswerWasLostStillCounts() throws Exception {
        engine.adapters().put("p", "/adapters/x");
        try (VllmGenerator generator = generator(limits(1000, 10_000));
                Generator.Serving policy = acquire(generator, "p")) {
            assertThat(policy.generate(List.of(new PromptSlot("a", 1)), FOUR)).hasSize(1);
        }
    }

    @Test
    void anAdapterOfTooHighRankIsTheSpecsFault() throws Exception {
        IntStream.range(0, 5)
                .forEach(time ->
                        engine.failLoad(FakeVllmServer.error(500, "LoRA rank 64 is greater than max_lora_rank 16.")));
        try (VllmGenerator generator = generator(limits(1000, 10_000))) {
            assertRemedy(() -> acquire(generator, "p"), Remedy.FIX_REQUEST, "LoRA rank 64 is greater");
        }
    }

    @Test
    void aLostAdapterIsLoadedAgainOnceForAllSlots() throws Exception {
        try (VllmGenerator generator = generator(limits(1000, 10_000));
                Generator.Serving policy = acquire(generator, "p")) {
            engine.adapters().clear();
            List<PromptSlot> slots = IntStream.range(0, 8)
                    .mapToObj(number -> new PromptSlot("q", number * 10L))
                    .toList();
            assertThat(policy.generate(slots, FOUR)).hasSize(8);
        }
        assertThat(engine.adapterCalls()).containsExactly("load p", "load p", "unload p");
    }

    @Test
    void moreAdaptersThanTheEngineHoldsWaitTheirTurn() throws Exception {
        try (VllmGenerator generator = generator(limits(1000, 10_000), 1);
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Generator.Serving first = acquire(generator, "a");
            Future<Generator.Serving> second = executor.submit(() -> acquire(generator, "b"));
            first.close();
            second.get().close();
        }
        assertThat(engine.adapterCalls()).containsExactly("load a", "unload a", "load b", "unload b");
    }

    @Test
    void closingUnloadsAlsoOnAnInterruptedThread() throws Exception {
        try (VllmGenerator generator = generator(limits(1000, 10_000))) {
            Generator.Serving policy = acquire(generator, "p");
            Thread.currentThread().interrupt();
            policy.close();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(engine.adapters()).isEmpty();
        }
    }
}
