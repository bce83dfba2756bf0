package dev.cairn.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ids.RunId;
import dev.cairn.ports.Unit;
import dev.cairn.queue.Lease;
import dev.cairn.rest.DatabaseResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Programs read the log file: one JSON object a line, with run, unit and fence. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class LogFileTest {
    private static final Logger LOG = Logger.getLogger(LogFileTest.class);
    private static final Lease LEASE = new Lease(new RunId(7), "me", 3, Duration.ofSeconds(15));

    @Inject
    @ConfigProperty(name = "quarkus.log.file.path")
    String file;

    @Test
    void linesOfThreadsThatAUnitStartsNameRunUnitAndFence() throws Exception {
        try (LogContext _ = LogContext.of(LEASE, Unit.trial(1, 2, 0))) {
            Thread.ofVirtual()
                    .start(() -> LOG.info("from \"beside\"\nthe unit"))
                    .join();
        }
        LOG.info("after the unit");

        JsonNode beside = line("from \"beside\"\nthe unit");
        assertThat(beside.at("/mdc/run").asText()).isEqualTo("7");
        assertThat(beside.at("/mdc/unit").asText()).isEqualTo("t/1/trial/2/0");
        assertThat(beside.at("/mdc/fence").asText()).isEqualTo("3");
        assertThat(beside.at("/level").asText()).isEqualTo("INFO");
        assertThat(line("after the unit").at("/mdc/run").isMissingNode()).isTrue();
    }

    private JsonNode line(String message) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> lines = Files.readAllLines(Path.of(file));
        for (String line : lines) {
            JsonNode read = json.readTree(line);
            if (read.path("message").asText().equals(message)) {
                return read;
            }
        }
        throw new AssertionError("no line says '" + message + "' in " + lines.size() + " lines");
    }
}
