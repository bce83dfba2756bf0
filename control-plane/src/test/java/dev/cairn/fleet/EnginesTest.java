package dev.cairn.fleet;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.ChildRecord;
import dev.cairn.platform.Home;
import dev.cairn.ports.Generator;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import dev.cairn.testing.NoServices;
import dev.cairn.testing.Signals;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Engines as child processes, with a stand-in for vLLM that starts quickly. */
@Tag("real")
@EnabledIfEnvironmentVariable(named = "CAIRN_PYTHON", matches = ".+")
@Timeout(300)
class EnginesTest {
    private static final int RESTARTS = 3;

    @TempDir
    private Path temporary;

    @Test
    void anEngineThatWasGivenUpIsStartedAnewForTheNextRun() throws Exception {
        Home home = Home.at(temporary.resolve("home"));
        ArtifactStore store = new ArtifactStore(home.artifacts(), home.scratch(), Clock.systemUTC());
        try (Engines engines =
                new Engines(standIn(), Path.of("/workers/src"), new ChildProcesses(home), store, new NoServices(), 1)) {
            Generator first = connect(engines, new Claim(1, 1));
            long killed = 0;
            for (int death = 0; death <= RESTARTS; death++) {
                killed = kill(home, killed);
            }
            PolicyRef any = new PolicyRef(StorageRoot.SCRATCH, "any", "0");
            Files.createDirectories(store.resolve(any));
            assertThatThrownBy(() -> first.acquire("r1/any/f1.1", any))
                    .hasMessageContaining("was restarted " + RESTARTS + " times without lasting success");

            assertThat(connect(engines, new Claim(1, 1))).isNotSameAs(first);
            assertThat(engine(home).flatMap(ChildRecord::process)).isPresent();
        }
    }

    @Test
    void runsAtATimeHaveEnginesOfTheirOwnWhichAreKeptForTheNext() throws Exception {
        Home home = Home.at(temporary.resolve("home"));
        ArtifactStore store = new ArtifactStore(home.artifacts(), home.scratch(), Clock.systemUTC());
        try (Engines engines =
                new Engines(standIn(), Path.of("/workers/src"), new ChildProcesses(home), store, new NoServices(), 2)) {
            Generator first = connect(engines, new Claim(1, 1));
            Generator second = connect(engines, new Claim(2, 1));
            assertThat(engines.log(new Claim(1, 1))).contains("vllm");
            assertThat(engines.log(new Claim(2, 1))).contains("vllm-2");
            assertThat(second).isNotSameAs(first);
            assertThat(engines.status().models()).hasSize(2);

            engines.ended(new Claim(1, 1));
            assertThat(connect(engines, new Claim(3, 1))).isSameAs(first);
        }
    }

    private static Generator connect(Engines engines, Claim claim) throws InterruptedException {
        RunRequirements needs = RealFleet.needs();
        return engines.connect(needs, engines.reserve(needs, List.of(GpuPlan.NONE), claim), claim);
    }

    /** Kills the engine that runs as soon as it is another one than this. */
    private static long kill(Home home, long lastKilled) throws Exception {
        ChildRecord found = await().ignoreExceptionsInstanceOf(NoSuchFileException.class)
                .until(
                        () -> engine(home)
                                .filter(record -> record.pid() != lastKilled
                                        && record.process().isPresent()),
                        Optional::isPresent)
                .orElseThrow();
        Signals.sendToGroup("KILL", found.pid());
        await().until(() -> found.process().isEmpty());
        return found.pid();
    }

    /** Read without {@link ChildProcesses#leftovers}, which would delete the record of one that is just being replaced. */
    private static Optional<ChildRecord> engine(Home home) throws IOException {
        try (DirectoryStream<Path> records = Files.newDirectoryStream(home.children(), "vllm*.json")) {
            ChildRecord newest = null;
            for (Path file : records) {
                newest = new ObjectMapper().readValue(file.toFile(), ChildRecord.class);
            }
            return Optional.ofNullable(newest);
        }
    }

    /** A program that is called like Python and runs the stand-in. */
    private Path standIn() throws Exception {
        Path script = Path.of(Objects.requireNonNull(EnginesTest.class.getResource("/fleet/fake_vllm.py"))
                .toURI());
        Path program = temporary.resolve("python");
        Files.writeString(
                program, "#!/bin/sh\nexec '%s' '%s' \"$@\"\n".formatted(System.getenv("CAIRN_PYTHON"), script));
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
