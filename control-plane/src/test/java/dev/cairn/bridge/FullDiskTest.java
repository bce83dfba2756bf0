package dev.cairn.bridge;

import static dev.cairn.bridge.TrainerContract.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.Trainer.Session;
import dev.cairn.settings.LossSettings;
import dev.cairn.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real worker whose adapters' disk is full. */
@Tag("real")
final class FullDiskTest {
    @TempDir
    Path temporary;

    /** Publishing or a checkpoint. */
    private interface Writing {
        PolicyRef to(String name) throws InterruptedException;
    }

    @Test
    void whatCannotBeWrittenIsToldLeavesNothingAndWorksOnceThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(temporary.resolve("disk"))) {
            TestPlaces places = new TestPlaces(disk.directory());
            try (HttpWorker worker = HttpWorker.start(places, RealPython.freePort());
                    Session session = new BridgeTrainer(
                                    worker.link(),
                                    RealPython.settings(),
                                    places,
                                    WorkerDeadlines.ofStep(RealPython.LONG))
                            .open(TrainerContract.fresh(1, 1, 5))) {
                session.step(0, TrainerContract.batch(session), 0.01, 1, LossSettings.defaults());
                String before = session.publish(TrainerContract.name("before")).sha256();
                for (Writing writing : List.<Writing>of(session::publish, session::checkpoint)) {
                    String name = TrainerContract.name("full");
                    List<Path> files = files(disk);
                    disk.fill();
                    assertThat(refused(Remedy.WAIT, () -> writing.to(name)))
                            .hasMessageContaining(name)
                            .hasMessageContaining("No space left on device")
                            .hasMessageContaining("make room on that disk");
                    disk.makeRoom();
                    assertThat(files(disk)).as("nothing half-written").isEqualTo(files);

                    assertThat(writing.to(name).sha256()).isEqualTo(before);
                    assertThat(files(disk)).hasSizeGreaterThan(files.size());
                }
            }
        }
    }

    private static List<Path> files(SmallDisk disk) throws Exception {
        try (Stream<Path> files = Files.walk(disk.directory())) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
