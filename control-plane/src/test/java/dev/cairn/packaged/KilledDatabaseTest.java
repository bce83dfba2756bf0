package dev.cairn.packaged;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, whose local PostgreSQL is killed while the terminal shows an experiment. */
@Tag("packaged")
final class KilledDatabaseTest {
    private static final Duration LONG = Duration.ofMinutes(15);
    private static final Duration BACK = Duration.ofSeconds(30);

    @TempDir
    Path temporary;

    @Test
    void theExperimentOnTheTerminalOutlivesItsDatabase() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path home = temporary.resolve("home");
        try (ControlPlane plane = ControlPlane.start(home, FreePort.find(), KilledRunTest.SMALL)) {
            await().atMost(LONG).until(() -> plane.printed().contains("screen: started"));
            Path pidFile = home.resolve("pg/data/postmaster.pid");
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            await().atMost(BACK).until(() -> plane.printed().contains("the database is back"));
            assertThat(plane.exitStatus(LONG)).as(plane.printed()).isZero();
            assertThat(plane.printed()).containsOnlyOnce("cairn: the database does not answer");
        }
    }
}
