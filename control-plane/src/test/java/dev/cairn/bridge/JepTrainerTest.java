package dev.cairn.bridge;

import dev.cairn.ports.Trainer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
final class JepTrainerTest extends TrainerContract {
    @TempDir
    Path home;

    private Trainer trainer;

    @BeforeEach
    void make() throws Exception {
        trainer = new BridgeTrainer(
                RealPython.trainer(),
                RealPython.settings(),
                new TestPlaces(home),
                WorkerDeadlines.ofStep(RealPython.LONG));
    }

    @Override
    Trainer trainer() {
        return trainer;
    }
}
