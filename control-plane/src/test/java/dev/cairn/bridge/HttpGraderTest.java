package dev.cairn.bridge;

import dev.cairn.ports.Grader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
final class HttpGraderTest extends GraderContract {
    @TempDir
    static Path home;

    private static HttpRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = HttpRig.start(new TestPlaces(home), RealPython.freePort());
    }

    @AfterAll
    static void end() {
        rig.close();
    }

    @Override
    Grader grader() {
        return new BridgeGrader(rig.link(), Duration.ofSeconds(3), RealPython.LONG);
    }
}
