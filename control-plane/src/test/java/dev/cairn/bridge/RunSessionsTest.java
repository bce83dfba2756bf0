package dev.cairn.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunSessionsTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void everySessionUpToTheFenceIsClosedAlsoForACallerThatWasInterrupted() {
        Thread.currentThread().interrupt();
        RunSessions.close(new Worker(), 7, 3);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).containsExactly("close_run {\"run\":7,\"fence\":4}");
    }

    private final class Worker implements AnsweringLink {
        @Override
        public Reply call(String op, Object header, Map<String, FlatArray> arrays, Duration deadline)
                throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            calls.add(op + " " + WorkerJson.MAPPER.valueToTree(header));
            throw new PortException(Remedy.RETRY, "what fails here is not the run's trouble");
        }
    }
}
