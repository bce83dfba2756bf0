package dev.cairn.health;

import dev.cairn.fleet.EngineStatus;
import dev.cairn.fleet.Fleet;
import dev.cairn.fleet.WorkerStatus;
import dev.cairn.queue.PartHealth;
import dev.cairn.queue.PartHealth.PartKind;
import dev.cairn.queue.PartHealth.PartState;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/** Looks at what this control plane depends on: its engines, trainers, graders, database and disk. */
@ApplicationScoped
final class PartChecks {
    private static final String WORKER_REMEDY =
            "wait: the next run that needs it starts another one; if that fails, look at its log in HOME/logs";

    private final Fleet fleet;
    private final DatabaseProbe database;
    private final DiskHasRoom disk;

    PartChecks(Fleet fleet, DatabaseProbe database, @Readiness DiskHasRoom disk) {
        this.fleet = fleet;
        this.database = database;
        this.disk = disk;
    }

    /** The parts as they are now; since when is found out by comparing with the look before. */
    List<PartHealth> look(Instant now) throws InterruptedException {
        WorkerStatus worker = fleet.worker();
        return List.of(
                engine(fleet.engine(), now),
                worker(PartKind.TRAINER, worker.trainer(), worker.where(), now),
                worker(PartKind.GRADER, worker.grader(), worker.where(), now),
                database(now),
                disk(now));
    }

    static PartHealth engine(EngineStatus engine, Instant now) {
        String restarts = engine.restarts() == 0
                ? ""
                : engine.restarts() == 1 ? ", restarted once" : ", restarted " + engine.restarts() + " times";
        String what = (engine.models().size() == 1 ? "" : engine.models().size() + " engines: ")
                + engine.models().stream().map(model -> "vLLM with " + model).collect(Collectors.joining(", "))
                + restarts;
        return switch (engine.condition()) {
            case NONE -> idle(PartKind.ENGINE, now);
            case UP -> new PartHealth(PartKind.ENGINE, PartState.UP, now, what, null, null);
            case DOWN ->
                new PartHealth(
                        PartKind.ENGINE,
                        PartState.DOWN,
                        now,
                        what,
                        "vLLM has ended; it is restarted, or was given up after several failures in a row",
                        "wait; if it stays down, look at its log in HOME/logs");
        };
    }

    static PartHealth worker(PartKind part, WorkerStatus.Condition condition, @Nullable String where, Instant now) {
        return switch (condition) {
            case NONE -> idle(part, now);
            case UP -> new PartHealth(part, PartState.UP, now, where, null, null);
            case DOWN ->
                new PartHealth(part, PartState.DOWN, now, where, "it has ended, or does not answer", WORKER_REMEDY);
        };
    }

    private static PartHealth idle(PartKind part, Instant now) {
        return new PartHealth(part, PartState.IDLE, now, null, null, null);
    }

    private PartHealth database(Instant now) throws InterruptedException {
        try {
            String version = database.ask("show server_version");
            return new PartHealth(PartKind.DATABASE, PartState.UP, now, "PostgreSQL " + version, null, null);
        } catch (SQLException e) {
            return new PartHealth(PartKind.DATABASE, PartState.DOWN, now, null, e.getMessage(), DatabaseAnswers.REMEDY);
        }
    }

    private PartHealth disk(Instant now) {
        HealthCheckResponse answer = disk.call();
        Map<String, Object> data = answer.getData().orElse(Map.of());
        boolean up = answer.getStatus() == HealthCheckResponse.Status.UP;
        return new PartHealth(
                PartKind.DISK,
                up ? PartState.UP : PartState.DOWN,
                now,
                disk.room(),
                text(data.get("reason")),
                text(data.get("remedy")));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
