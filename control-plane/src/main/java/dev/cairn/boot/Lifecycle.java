package dev.cairn.boot;

import dev.cairn.access.AdminToken;
import dev.cairn.cli.RunCommand;
import dev.cairn.fleet.Fleet;
import dev.cairn.history.QueryWatch;
import dev.cairn.runs.RunExecutor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts the periodic jobs, and stops everything in the order of dependence: the run is released, engines and workers
 * end, and the database stops last. Both Ctrl-C and a normal end use it.
 */
@ApplicationScoped
final class Lifecycle {
    private static final AtomicReference<Runnable> LAST = new AtomicReference<>(() -> {});

    private final RunCommand command;
    private final RunExecutor executor;
    private final Fleet fleet;
    private final Background background;
    private final AdminToken adminToken;
    private final QueryWatch queries;

    Lifecycle(
            RunCommand command,
            RunExecutor executor,
            Fleet fleet,
            Background background,
            AdminToken adminToken,
            QueryWatch queries) {
        this.command = command;
        this.background = background;
        this.executor = executor;
        this.fleet = fleet;
        this.adminToken = adminToken;
        this.queries = queries;
    }

    /** Sets the last action, for when nothing in the application needs the database any more. */
    static void afterStop(Runnable action) {
        LAST.set(action);
    }

    void start(@Observes StartupEvent event) {
        adminToken.ensure();
        background.start();
    }

    void stop(@Observes ShutdownEvent event) {
        command.stop();
        queries.close();
        executor.close();
        background.close();
        fleet.close();
        LAST.getAndSet(() -> {}).run();
    }
}
