package dev.cairn.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a session's published policies exist. */
class PublishedPolicyTest {
    private final List<String> forgotten = new ArrayList<>();

    @Test
    void aPublicationIsThereUntilTheNextAndTheLastUntilTheSessionIsClosed() throws Exception {
        BridgeSession session = session();
        session.publish("r1/version/1");
        assertThat(forgotten).isEmpty();
        session.publish("r1/version/2");
        assertThat(forgotten).containsExactly("r1/version/1");
        session.keep("r1/student");
        assertThat(forgotten).as("what is durable replaces nothing").containsExactly("r1/version/1");
        session.close();
        assertThat(forgotten).containsExactly("r1/version/1", "r1/version/2");
        session.close();
        assertThat(forgotten).hasSize(2);
    }

    private BridgeSession session() {
        return new BridgeSession(
                new Worker(), new Scratch(forgotten), WorkerDeadlines.ofStep(Duration.ofSeconds(1)), "r1/s", "");
    }

    private record Scratch(List<String> forgotten) implements PolicyDirectories {
        @Override
        public Path locate(PolicyRef policy) {
            return Path.of("/scratch").resolve(policy.path());
        }

        @Override
        public Path reserve(StorageRoot root, String name) {
            return Path.of("/scratch").resolve(name);
        }

        @Override
        public void delete(PolicyRef policy) {
            forgotten.add(policy.path());
        }
    }

    private record Worker() implements AnsweringLink {
        @Override
        public Reply call(String op, Object header, Map<String, FlatArray> arrays, Duration deadline) {
            return new Reply(JsonNodeFactory.instance.objectNode().put("sha256", "of " + op), Map.of());
        }
    }
}
