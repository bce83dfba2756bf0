package dev.cairn.vllm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.Backoff;
import dev.cairn.ports.Completion;
import dev.cairn.ports.Generator.Serving;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.StorageRoot;
import dev.cairn.testing.FakeVllmServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;

/** A fake engine of a test, and generators for it. */
abstract class OneFakeEngine {
    static final Sampling FOUR = new Sampling(1, 4, 16);

    final FakeVllmServer engine = new FakeVllmServer();

    OneFakeEngine() throws Exception {}

    @AfterEach
    void close() {
        engine.close();
    }

    VllmGenerator generator(EngineLimits limits) {
        return generator(limits, 4);
    }

    VllmGenerator generator(EngineLimits limits, int maxAdapters) {
        return new VllmGenerator(
                settings(limits, Duration.ofSeconds(20), maxAdapters),
                EngineHealth.unmanaged(engine.url()),
                OneFakeEngine::directory);
    }

    EngineSettings settings(EngineLimits limits, Duration callTimeout, int maxAdapters) {
        return new EngineSettings(
                engine.url(),
                callTimeout,
                Duration.ofSeconds(10),
                limits,
                maxAdapters,
                new RetryPolicy(5, new Backoff(Duration.ofMillis(5), Duration.ofMillis(20))));
    }

    static EngineLimits limits(int sequences, int promptTokens) {
        return new EngineLimits(sequences, promptTokens);
    }

    static Serving acquire(VllmGenerator generator, String name) throws InterruptedException {
        return generator.acquire(name, new PolicyRef(StorageRoot.SCRATCH, "x", "0"));
    }

    static Path directory(PolicyRef policy) {
        return Path.of("/adapters").resolve(policy.path());
    }

    static List<String> texts(List<Completion> completions) {
        return completions.stream().map(Completion::text).toList();
    }

    static void assertRemedy(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Remedy remedy, String message) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(PortException.class))
                .satisfies(failure -> assertThat(failure.remedy()).isEqualTo(remedy))
                .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                .contains(message);
    }
}
