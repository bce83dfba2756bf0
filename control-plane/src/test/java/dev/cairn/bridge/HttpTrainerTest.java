package dev.cairn.bridge;

import dev.cairn.ports.Trainer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
final class HttpTrainerTest extends TrainerContract {
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
    Trainer trainer() {
        try {
            return new BridgeTrainer(
                    rig.link(), RealPython.settings(), new TestPlaces(home), WorkerDeadlines.ofStep(RealPython.LONG));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
