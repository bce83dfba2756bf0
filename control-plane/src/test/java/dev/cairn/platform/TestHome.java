package dev.cairn.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Homes in a temporary directory that other users can or can't enter. */
final class TestHome {
    private TestHome() {}

    static Home reachable(Path temporary) throws IOException {
        return in(temporary, "rwxr-xr-x");
    }

    static Home hidden(Path temporary) throws IOException {
        return in(temporary, "rwx------");
    }

    private static Home in(Path temporary, String permissions) throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(permissions));
        return Home.at(temporary.resolve("home"));
    }
}
