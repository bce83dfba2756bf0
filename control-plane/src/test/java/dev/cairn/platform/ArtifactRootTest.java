package dev.cairn.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArtifactRootTest {
    @TempDir
    private static Path temporary;

    private LocalPostgres postgres;

    @BeforeAll
    void start() throws Exception {
        postgres = LocalPostgres.start(TestHome.reachable(temporary), Clock.systemUTC());
        Migrations.run(postgres.database());
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    @Test
    void onlyTheDirectoryOfThisDatabaseIsTaken() throws Exception {
        Database database = postgres.database();
        Path first = temporary.resolve("shared");
        ArtifactRoot.check(database, first);
        assertThatCode(() -> ArtifactRoot.check(database, first)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ArtifactRoot.check(database, temporary.resolve("own")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("this database's artifacts are at " + first.toRealPath() + ", not here")
                .hasMessageContaining("--artifacts DIR");

        Path moved = Files.move(first, temporary.resolve("moved"));
        assertThatCode(() -> ArtifactRoot.check(database, moved)).doesNotThrowAnyException();

        Path foreign = Files.createDirectories(temporary.resolve("foreign"));
        Files.writeString(foreign.resolve(ArtifactRoot.MARKER), "5f0c4f2e-0000-4000-8000-000000000000\n");
        assertThatThrownBy(() -> ArtifactRoot.check(database, foreign))
                .hasMessageContaining("holds the artifacts of another database");
        assertThat(temporary.resolve("own").resolve(ArtifactRoot.MARKER)).doesNotExist();
    }
}
