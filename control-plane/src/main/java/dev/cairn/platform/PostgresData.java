package dev.cairn.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * Creates the data directory under a temporary name and renames it, so that an incomplete one is never taken for a
 * database.
 */
final class PostgresData {
    static final String ADMIN = "cairn_admin";

    private PostgresData() {}

    static void create(
            Home home, Path data, PostgresBinaries binaries, ServerUser user, PostgresCredentials credentials)
            throws InterruptedException {
        Path unfinished = home.postgres().resolve("tmp-data");
        Path password = home.postgres().resolve("tmp-password");
        try {
            DurableFiles.deleteTree(unfinished);
            Files.createDirectory(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            user.giveTo(unfinished);
            Files.deleteIfExists(password);
            DurableFiles.write(password, credentials.adminPassword().getBytes(StandardCharsets.UTF_8));
            user.giveTo(password);
            initialise(unfinished, password, binaries, user);
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.fsyncParent(data);
        } catch (IOException e) {
            throw new UncheckedIOException("can't make " + data, e);
        } finally {
            deleteQuietly(password);
        }
    }

    private static void initialise(Path directory, Path password, PostgresBinaries binaries, ServerUser user)
            throws InterruptedException {
        Commands.Outcome outcome = Commands.run(
                user.wrap(List.of(
                        binaries.program("initdb"),
                        "--pgdata=" + directory,
                        "--username=" + ADMIN,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--no-locale",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums")),
                binaries.root(),
                Duration.ofMinutes(2));
        if (!outcome.succeeded()) {
            throw new PlatformException(
                    "initdb failed with exit code %d: %s".formatted(outcome.exit(), outcome.output()));
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("delete " + file + ": it holds a password", e);
        }
    }
}
