package dev.cairn.packaged;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cairn.platform.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hard set as REST shows it, from a file of problems whose prompts the model's own tokenizer measures. */
@Tag("packaged")
final class ScreeningTest {
    private static final Duration LONG = Duration.ofMinutes(15);
    private static final int SHORT_ONES = 12;

    @TempDir
    Path temporary;

    @Test
    void problemsThatAreTooLongForTheModelAreSetAsideAndTheOthersAreInOneHalfEach() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < SHORT_ONES; i++) {
            lines.add(
                    "{\"id\": \"short-%d\", \"question\": \"%d+%d*2\", \"answer\": \"0\"}".formatted(i, i % 10, i / 2));
        }
        // model.maxModelLength is 128, and an answer may take 26 of it.
        for (int i = 0; i < 2; i++) {
            lines.add("{\"id\": \"long-%d\", \"question\": \"%d%s\", \"answer\": \"0\"}"
                    .formatted(i, i, "+1".repeat(60)));
        }
        Path problems = Files.write(temporary.resolve("measured.jsonl"), lines);
        try (ControlPlane plane = ControlPlane.start(
                temporary.resolve("home"),
                FreePort.find(),
                "chains",
                "--problems",
                problems.toString(),
                "--set",
                "soar.outer.rewardQuestions=6",
                "--set",
                "screen.samples=0")) {
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> state(plane).equals("succeeded"));
            JsonNode screening = plane.get("/api/v1/runs/" + screen(plane).path("id") + "/screening");
            assertThat(screening.path("tooLong").asInt()).isEqualTo(2);
            assertThat(screening.path("train")).hasSize(SHORT_ONES / 2);
            assertThat(screening.path("test")).hasSize(SHORT_ONES / 2);
            List<String> kept = new ArrayList<>();
            screening.path("train").forEach(id -> kept.add(id.asText()));
            screening.path("test").forEach(id -> kept.add(id.asText()));
            assertThat(kept)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SHORT_ONES)
                            .mapToObj(i -> "short-" + i)
                            .toList());
        }
    }

    private static JsonNode screen(ControlPlane plane) throws Exception {
        for (JsonNode run : plane.get("/api/v1/experiments/1").path("runs")) {
            if (run.path("kind").asText().equals("screen")) {
                return run;
            }
        }
        return MissingNode.getInstance();
    }

    private static String state(ControlPlane plane) throws Exception {
        return screen(plane).path("state").asText();
    }
}
