package dev.cairn.platform;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Stands in for a control plane that is killed: holds HOME, a database and two children. */
final class ControlPlaneMain {
    private ControlPlaneMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (HomeLock lock = HomeLock.take(Home.at(Path.of(arguments[0])))) {
            Home home = lock.home();
            ChildProcesses children = new ChildProcesses(home);
            // one ends by itself when its standard input closes, the other never looks at it
            ChildProcess watching = children.start(new ChildCommand("watching", List.of("cat"), Map.of(), 0));
            ChildProcess heedless = children.start(
                    new ChildCommand("heedless", List.of("sh", "-c", "sleep 600 & sleep 600"), Map.of(), 0));
            LocalPostgres postgres = LocalPostgres.start(home, Clock.systemUTC());
            System.out.println("ready %d %d %d"
                    .formatted(
                            watching.childRecord().pid(),
                            heedless.childRecord().pid(),
                            postgres.pid().orElseThrow()));
            System.out.flush();
            new CountDownLatch(1).await();
        }
    }
}
