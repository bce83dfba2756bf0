package dev.cairn.boot;

import dev.cairn.access.AdminToken;
import dev.cairn.cli.RunCommand;
import dev.cairn.fleet.Fleet;
import dev.cairn.runs.RunExecutor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts the periodic jobs, and ends things in the order in which they need each other: the run is handed back, engines and workers end, and last the
 * database stops. Ctrl-C and a normal end both come through here.
 */
@ApplicationScoped
final class Lifecycle {
    private static final AtomicReference<Runnable> LAST = new AtomicReference<>(() -> {});

    private final RunCommand command;
    private final RunExecutor executor;
    private final Fleet fleet;
    private final Background background;
    private final AdminToken adminToken;

    Lifecycle(RunCommand command, RunExecutor executor, Fleet fleet, Background background, AdminToken adminToken) {
        this.command = command;
        this.background = background;
        this.executor = executor;
        this.fleet = fleet;
        this.adminToken = adminToken;
    }

    /** What is left to do when nothing of the application needs the database any more. */
    static void last(Runnable action) {
        LAST.set(action);
    }

    void start(@Observes StartupEvent event) {
        adminToken.ensure();
        background.start();
    }

    void stop(@Observes ShutdownEvent event) {
        command.stop();
        executor.close();
        background.close();
        fleet.close();
        LAST.getAndSet(() -> {}).run();
    }
}
