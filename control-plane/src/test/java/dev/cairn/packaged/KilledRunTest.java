package dev.cairn.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ledger.Comparison;
import dev.cairn.platform.FreePort;
import dev.cairn.platform.Home;
import dev.cairn.platform.LocalPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole program with real vLLM, PyTorch, Math-Verify and PostgreSQL: killed in the middle of a trial it goes on, and in
 * the sequential class its rows equal those of an undisturbed run over the other bridge.
 */
@Tag("packaged")
final class KilledRunTest {
    private static final Duration LONG = Duration.ofMinutes(15);
    private static final String[] SMALL = {
        "chains",
        "--exit",
        "--set",
        "soar.outer.steps=2",
        "--set",
        "soar.outer.sets=2",
        "--set",
        "soar.outer.questions=6",
        "--set",
        "soar.outer.rewardQuestions=8",
        "--set",
        "soar.teacher.warmup=0",
        "--set",
        "soar.inner.steps=3",
        "--set",
        "soar.inner.maxSteps=3",
        "--set",
        "soar.inner.growth=0",
        "--set",
        "soar.inner.batch=4",
        "--set",
        "soar.inner.group=8",
        "--set",
        "problems.limit=40",
        "--set",
        "screen.samples=4",
        "--set",
        "evaluate.problems=8",
        "--set",
        "evaluate.samples=4",
        "--set",
        "execution.trialsInParallel=1"
    };

    @TempDir
    Path temporary;

    @Test
    void aKilledRunGoesOnAndEqualsAnUndisturbedOneOverTheOtherBridge() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path home = temporary.resolve("home");
        int port = FreePort.find();

        try (ControlPlane killed = ControlPlane.start(home, port, SMALL)) {
            await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> inATrial(killed));
            killed.kill();
        }
        try (ControlPlane resumed = ControlPlane.start(home, port, SMALL)) {
            assertThat(resumed.exitStatus(LONG)).as(resumed.printed()).isZero();
            assertThat(resumed.printed()).contains("going on with experiment 1").contains("unit t/0/write replayed");
        }
        try (ControlPlane undisturbed = ControlPlane.start(home, port, with(SMALL, "--set", "execution.bridge=HTTP"))) {
            assertThat(undisturbed.exitStatus(LONG)).as(undisturbed.printed()).isZero();
        }

        try (LocalPostgres postgres = LocalPostgres.start(Home.at(home), Clock.systemUTC())) {
            assertThat(postgres.database().jdbcUrl()).isNotEmpty();
            Comparison comparison = new Comparison(ControlPlane.database(home));
            for (int ordinal = 1; ordinal <= 6; ordinal++) {
                assertThat(comparison.differences(ordinal, ordinal + 6))
                        .as("run %d against run %d", ordinal, ordinal + 6)
                        .isEmpty();
            }
        }
    }

    private static boolean inATrial(ControlPlane plane) throws Exception {
        for (JsonNode run : plane.get("/api/v1/experiments/1").path("runs")) {
            for (JsonNode unit : run.path("progress")) {
                if (unit.path("unit").asText().startsWith("t/0/trial")
                        && unit.path("done").asInt() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
