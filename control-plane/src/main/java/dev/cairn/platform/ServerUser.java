package dev.cairn.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The user that PostgreSQL runs as. It refuses to run as root, so root has to switch to another user. */
sealed interface ServerUser {
    /** Wraps a command so that it runs as this user with the process id unchanged. */
    List<String> wrap(List<String> command);

    /** Gives a file or an empty directory to this user. */
    void giveTo(Path path) throws IOException;

    /** Cairn itself was not started as root. */
    record Same() implements ServerUser {
        @Override
        public List<String> wrap(List<String> command) {
            return command;
        }

        @Override
        public void giveTo(Path path) {}
    }

    /** Root switches to an unprivileged user that can reach HOME. */
    record Unprivileged(String name, int uid, int gid) implements ServerUser {
        @Override
        public List<String> wrap(List<String> command) {
            return join(
                    List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs"),
                    command);
        }

        @Override
        public void giveTo(Path path) throws IOException {
            Files.setAttribute(path, "unix:uid", uid);
            Files.setAttribute(path, "unix:gid", gid);
        }
    }

    /**
     * Root in a user namespace without a mapping, where it is called nobody; for a HOME that no other user can reach.
     */
    record Unmapped() implements ServerUser {
        @Override
        public List<String> wrap(List<String> command) {
            return join(List.of("unshare", "--user"), command);
        }

        @Override
        public void giveTo(Path path) {}
    }

    /**
     * The user that already owns the data, else the least privileged user possible.
     *
     * @param data the data directory, which may not exist yet
     */
    static ServerUser choose(Home home, Path data) throws InterruptedException {
        try {
            if (uid(Path.of("/proc/self")) != 0) {
                return new Same();
            }
            List<Unprivileged> candidates = unprivileged();
            if (Files.exists(data)) {
                int owner = uid(data);
                return candidates.stream()
                        .filter(user -> user.uid() == owner)
                        .findFirst()
                        .<ServerUser>map(user -> user)
                        .orElseGet(Unmapped::new);
            }
            for (Unprivileged user : candidates) {
                if (openForPassage(home, user)) {
                    return user;
                }
            }
            return new Unmapped();
        } catch (IOException e) {
            throw new UncheckedIOException("can't determine as which user PostgreSQL should run", e);
        }
    }

    /**
     * Root's HOME has mode 0700. It is changed to 0711, which keeps its content private, if that makes HOME reachable
     * for the server.
     */
    private static boolean openForPassage(Home home, Unprivileged user) throws IOException, InterruptedException {
        Path parent = home.path().getParent();
        if (parent == null || !canEnter(user, parent)) {
            return false;
        }
        Set<PosixFilePermission> passage = PosixFilePermissions.fromString("rwx--x--x");
        Files.setPosixFilePermissions(home.path(), passage);
        Files.setPosixFilePermissions(home.postgres(), passage);
        return canEnter(user, home.postgres());
    }

    private static boolean canEnter(Unprivileged user, Path directory) throws InterruptedException {
        return Commands.run(user.wrap(List.of("test", "-x", directory.toString())), Path.of("/"), Duration.ofSeconds(5))
                .succeeded();
    }

    /** An account created for Cairn first, then the one that every Linux system has. */
    private static List<Unprivileged> unprivileged() throws IOException {
        List<Unprivileged> found = new ArrayList<>();
        for (String name : List.of("cairn", "nobody")) {
            for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
                List<String> fields = List.of(line.split(":", -1));
                if (fields.size() > 3 && fields.getFirst().equals(name)) {
                    found.add(new Unprivileged(name, Integer.parseInt(fields.get(2)), Integer.parseInt(fields.get(3))));
                }
            }
        }
        return found;
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    private static List<String> join(List<String> wrapper, List<String> command) {
        List<String> all = new ArrayList<>(wrapper);
        all.addAll(command);
        return List.copyOf(all);
    }
}
