package dev.cairn.bridge;

import dev.cairn.bridge.fakes.FakeTrainer;
import dev.cairn.ports.Trainer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class FakeTrainerTest extends TrainerContract {
    @TempDir
    Path home;

    private Trainer trainer;

    @BeforeEach
    void make() {
        TestPlaces places = new TestPlaces(home);
        trainer = new FakeTrainer(places::locate, places::reserve);
    }

    @Override
    Trainer trainer() {
        return trainer;
    }
}
