package dev.cairn.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

/** The schema that this build expects, and its messages about others. */
final class SchemaIsCurrentTest {
    private static final MigrationVersion EXPECTED = MigrationVersion.fromVersion("10");

    @Test
    void theNewestMigrationIsTheHighestNumberNotTheLastName() throws IOException {
        long highest;
        try (Stream<Path> files = Files.list(Path.of("../migrations"))) {
            highest = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("V"))
                    .mapToLong(name -> Long.parseLong(name.substring(1, name.indexOf("__"))))
                    .max()
                    .orElseThrow();
        }
        assertThat(NewestMigration.onTheClassPath()).isEqualTo(MigrationVersion.fromVersion(Long.toString(highest)));
    }

    @Test
    void anOlderSchemaIsBroughtUpByAStartAndANewerOneNeedsANewerBuild() {
        assertThat(SchemaIsCurrent.compare(EXPECTED, EXPECTED).getStatus()).isEqualTo(Status.UP);
        assertThat(whatToDo("9")).contains("start Cairn again");
        assertThat(whatToDo("11")).contains("start that build");
        assertThat(SchemaIsCurrent.compare(MigrationVersion.EMPTY, EXPECTED).getStatus())
                .isEqualTo(Status.DOWN);
    }

    private static String whatToDo(String found) {
        return String.valueOf(SchemaIsCurrent.compare(MigrationVersion.fromVersion(found), EXPECTED)
                .getData()
                .orElseThrow()
                .get("remedy"));
    }
}
