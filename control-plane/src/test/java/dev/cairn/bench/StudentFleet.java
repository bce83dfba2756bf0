package dev.cairn.bench;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.base.Ticker;
import dev.cairn.fleet.Claim;
import dev.cairn.fleet.Fleet;
import dev.cairn.fleet.RunPorts;
import dev.cairn.platform.DurableFiles;
import dev.cairn.platform.Home;
import dev.cairn.testing.NoServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** A fleet with its own temporary HOME; scratch is in memory, as in the application. */
final class StudentFleet implements AutoCloseable {
    private final Path directory;
    private final Path scratch;
    private final Path model;
    private final Fleet fleet;

    private StudentFleet(Path directory, Path scratch, Path model, Fleet fleet) {
        this.directory = directory;
        this.scratch = scratch;
        this.model = model;
        this.fleet = fleet;
    }

    static StudentFleet start(Path python, Path workers) throws IOException {
        Path directory = Files.createTempDirectory("student-bench");
        Path memory = Path.of("/dev/shm");
        Path scratch = Files.createTempDirectory(Files.isWritable(memory) ? memory : directory, "student-bench");
        Home home = Home.at(directory.resolve("home"));
        ArtifactStore store = new ArtifactStore(home.artifacts(), scratch, Clock.systemUTC());
        return new StudentFleet(
                directory,
                scratch,
                workers.resolve("cairn_chains/model"),
                new Fleet(python, workers, home, store, new NoServices(), 1, Ticker.system()));
    }

    /** Ports for parallel students; starts an engine if the running one does not fit. */
    RunPorts connect(StudentSettings settings, int students) throws InterruptedException {
        return fleet.connect(settings.needs(model, students), new Claim(1, 1));
    }

    @Override
    public void close() throws IOException {
        fleet.close();
        DurableFiles.deleteTree(scratch);
        DurableFiles.deleteTree(directory);
    }
}
