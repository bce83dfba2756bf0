package dev.cairn.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainerSession.OptimizerState;
import dev.cairn.ports.TrainerSession.Source;
import dev.cairn.settings.AdamSettings;
import dev.cairn.settings.LoraSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenedPolicyTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void aPolicyWhoseTensorsAreNotThoseThatWereWrittenIsRefusedAndItsSessionClosed() {
        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> trainer("other").open(from("written")))
                .withMessageContaining("sha256 other, and written is recorded");
        assertThat(calls).containsExactly("base", "open", "close");
    }

    @Test
    void aPolicyAsItWasWrittenIsOpened() throws Exception {
        trainer("written").open(from("written"));
        assertThat(calls).containsExactly("base", "open");
    }

    private static TrainerSession from(String sha256) {
        return new TrainerSession(
                "r1/s",
                1,
                1,
                new Source.From(new PolicyRef(StorageRoot.DURABLE, "r1/x/f1.1", sha256)),
                OptimizerState.FRESH,
                new LoraSettings(8, 16),
                AdamSettings.defaults(),
                null);
    }

    private BridgeTrainer trainer(String read) {
        return new BridgeTrainer(
                new Worker(read, calls),
                new WorkerSettings(Path.of("/model"), 1, 1024, 512, null, WorkerSettings.Precision.FP32),
                new TestPlaces(Path.of("/tmp")),
                WorkerDeadlines.ofStep(Duration.ofSeconds(1)));
    }

    private record Worker(String read, List<String> calls) implements AnsweringLink {
        @Override
        public Reply call(String op, Object header, Map<String, FlatArray> arrays, Duration deadline) {
            calls.add(op);
            return new Reply(JsonNodeFactory.instance.objectNode().put("sha256", read), Map.of());
        }
    }
}
