package dev.cairn.health;

import io.quarkus.runtime.util.ClassPathUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;

/** Finds the newest migration of this build by the files' names. */
final class NewestMigration {
    private static final String FOLDER = "db/migration";
    private static final Pattern VERSIONED = Pattern.compile("V([0-9._]+)__.+\\.sql");

    private NewestMigration() {}

    static MigrationVersion onTheClassPath() throws IOException {
        List<MigrationVersion> found = new ArrayList<>();
        ClassPathUtils.consumeAsPaths(NewestMigration.class.getClassLoader(), FOLDER, folder -> collect(folder, found));
        return found.stream().max(Comparator.naturalOrder()).orElse(MigrationVersion.EMPTY);
    }

    private static void collect(Path folder, List<MigrationVersion> into) {
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> VERSIONED.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> MigrationVersion.fromVersion(name.group(1)))
                    .forEach(into::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
