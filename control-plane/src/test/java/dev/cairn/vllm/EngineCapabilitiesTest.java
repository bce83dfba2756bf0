package dev.cairn.vllm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.Backoff;
import dev.cairn.ports.PortException;
import dev.cairn.testing.FakeVllmServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class EngineCapabilitiesTest {
    private final FakeVllmServer engine;

    EngineCapabilitiesTest() throws Exception {
        engine = new FakeVllmServer();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void tellsVersionModelAndAdapters() throws Exception {
        engine.adapters().put("r1/t0/x/f1.1", "/adapters/x");
        EngineCapabilities found = probe(new EngineNeeds("base", 128));
        assertThat(found.version()).isEqualTo("0.32.0");
        assertThat(found.servedModel()).isEqualTo("base");
        assertThat(found.modelRoot()).isEqualTo("/models/tiny");
        assertThat(found.maxModelLength()).isEqualTo(128);
        assertThat(found.adapters()).containsExactly("r1/t0/x/f1.1");
    }

    @Test
    void theModelMayBeNamedByItsPath() throws Exception {
        assertThat(probe(new EngineNeeds("/models/tiny", 100)).servedModel()).isEqualTo("base");
    }

    @Test
    void anEngineThatCantLoadAdaptersIsRefusedWithHowToStartOne() {
        engine.routes("/v1/completions");
        assertThatThrownBy(() -> probe(new EngineNeeds("base", 128)))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("VLLM_ALLOW_RUNTIME_LORA_UPDATING=True")
                .hasMessageContaining("pip install vllm==0.32.0");
    }

    @Test
    void aServerThatIsNoVllmIsRefused() {
        engine.routes("/other");
        assertThatThrownBy(() -> probe(new EngineNeeds("base", 128))).hasMessageContaining("not vLLM's OpenAI server");
    }

    @Test
    void anotherModelIsRefusedWithWhatIsServed() {
        assertThatThrownBy(() -> probe(new EngineNeeds("llama", 128)))
                .hasMessageContaining("serves [base (/models/tiny)], but the run needs llama");
    }

    @Test
    void aTooShortContextIsRefused() {
        assertThatThrownBy(() -> probe(new EngineNeeds("base", 129))).hasMessageContaining("--max-model-len 129");
    }

    @Test
    void adaptersOfEndedAttemptsAreUnloaded() throws Exception {
        engine.adapters().put("r1/dead", "/a");
        engine.adapters().put("r2/live", "/b");
        List<String> stale = EngineCapabilities.unloadStale(
                settings(), EngineHealth.unmanaged(engine.url()), name -> name.startsWith("r2/"));
        assertThat(stale).containsExactly("r1/dead");
        assertThat(engine.adapters()).containsOnlyKeys("r2/live");
    }

    private EngineCapabilities probe(EngineNeeds needs) throws InterruptedException {
        return EngineCapabilities.probe(settings(), EngineHealth.unmanaged(engine.url()), needs);
    }

    private EngineSettings settings() {
        return new EngineSettings(
                engine.url(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                new EngineLimits(10, 1000),
                4,
                new RetryPolicy(2, new Backoff(Duration.ofMillis(5), Duration.ofMillis(5))));
    }
}
