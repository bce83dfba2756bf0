package dev.cairn.platform;

import dev.cairn.jdbc.DatabaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The PostgreSQL server of HOME, which outlives a killed control plane and is found again at the next start.
 *
 * <p>Hold the {@link HomeLock} while using it: nothing else coordinates two starts on one HOME.
 */
public final class LocalPostgres implements AutoCloseable {
    /** Crash recovery of a large write-ahead log takes minutes on a slow disk. */
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int LAUNCHES = 3;

    private final Home home;
    private final Clock clock;
    private final Path data;
    private final PostgresBinaries binaries;
    private final ServerUser user;
    private final PostgresAccess access;

    /** Whether the server was started, or found running. */
    public enum Origin {
        STARTED,
        ADOPTED
    }

    private Origin origin = Origin.STARTED;

    private LocalPostgres(Home home, Clock clock) throws InterruptedException {
        this.home = home;
        this.clock = clock;
        this.data = home.postgres().resolve("data");
        this.binaries = PostgresBinaries.in(home);
        this.user = ServerUser.choose(home, data);
        this.access = new PostgresAccess(home, data);
    }

    /** Adopts the server that runs on this HOME, or starts one; the first start creates the database. */
    public static LocalPostgres start(Home home, Clock clock) throws InterruptedException {
        LocalPostgres postgres = new LocalPostgres(home, clock);
        if (!Files.exists(postgres.data)) {
            PostgresData.create(home, postgres.data, postgres.binaries, postgres.user, postgres.access.credentials());
        }
        if (!postgres.adopt()) {
            Postmaster.clearLeftovers(postgres.data);
            postgres.launch(PortChange.ALLOWED);
        }
        postgres.ensureRoles();
        return postgres;
    }

    /**
     * Restarts the server if it has died, on the same port, since all connections use that port.
     *
     * @throws PlatformException if it does not start; the message says why
     */
    void revive() throws InterruptedException {
        if (!adopt()) {
            Postmaster.clearLeftovers(data);
            launch(PortChange.REFUSED);
        }
    }

    public Database database() {
        return access.database();
    }

    /** The roles that read history and make its logins. */
    public HistoryRoles historyRoles() {
        return access.historyRoles();
    }

    public Origin origin() {
        return origin;
    }

    /** The server's process id; empty if it has died. */
    public Optional<Long> pid() {
        return Postmaster.on(data).map(Postmaster::pid);
    }

    /** Stops the server cleanly: open transactions are rolled back, everything committed is on disk. */
    @Override
    public void close() {
        try {
            Optional<ProcessHandle> server = pid().flatMap(ProcessHandle::of);
            if (pid().isPresent() && !PostgresLaunch.stop(data, binaries, user)) {
                throw new PlatformException("PostgreSQL (pid %s) does not stop; its log is %s"
                        .formatted(pid().map(String::valueOf).orElse("gone"), log()));
            }
            if (server.isPresent()) {
                // pg_ctl returns when the pid file is deleted, a moment before the process ends.
                var _ = Processes.awaitEnd(server.get(), STOP_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a server that is starting, recovering or stopping; false if there is none to adopt. */
    private boolean adopt() throws InterruptedException {
        Instant deadline = clock.instant().plus(START_LIMIT);
        for (Optional<Postmaster> found = Postmaster.on(data); found.isPresent(); found = Postmaster.on(data)) {
            Postmaster postmaster = found.get();
            if (postmaster.ready() && postmaster.port() > 0) {
                access.usePort(postmaster.port());
                if (access.isOurs()) {
                    origin = Origin.ADOPTED;
                    return true;
                }
            }
            if (clock.instant().isAfter(deadline)) {
                throw new PlatformException(
                        "PostgreSQL (pid %d) holds %s but does not answer; see %s, or end it with kill %d"
                                .formatted(postmaster.pid(), data, log(), postmaster.pid()));
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
        return false;
    }

    /** Whether the server may change its port. */
    private enum PortChange {
        ALLOWED,
        REFUSED
    }

    private void launch(PortChange change) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            if (!FreePort.isFree(access.port())) {
                if (change == PortChange.REFUSED) {
                    throw new PlatformException(
                            "another program listens on PostgreSQL's port %d; end it".formatted(access.port()));
                }
                access.usePort(FreePort.find());
            }
            try {
                Path log = home.openLog("postgres");
                Process process = PostgresLaunch.launch(data, access.port(), log, binaries, user);
                if (becameReady(process)) {
                    return;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL can't be started", e);
            }
            boolean portTaken = !FreePort.isFree(access.port());
            if (!portTaken || attempt == LAUNCHES) {
                throw new PlatformException("PostgreSQL did not start on %s; the end of %s says:%n%s"
                        .formatted(data, log(), LogTail.of(log())));
            }
        }
    }

    /** Waits until the server is ready; false if the process ended first. */
    private boolean becameReady(Process process) throws InterruptedException {
        Instant deadline = clock.instant().plus(START_LIMIT);
        while (clock.instant().isBefore(deadline)) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            if (Postmaster.on(data).filter(Postmaster::ready).isPresent() && access.isOurs()) {
                return true;
            }
        }
        process.destroy();
        return false;
    }

    private void ensureRoles() {
        try {
            access.admin("postgres").call("making roles", handle -> PostgresRoles.ensure(handle, access.credentials()));
            access.admin(PostgresRoles.DATABASE)
                    .call("isolating history", handle -> PostgresRoles.isolateHistory(handle, access.credentials()));
            Jdbc.owning(database()).call("granting", handle -> AppGrants.apply(handle, PostgresRoles.APP));
        } catch (DatabaseException e) {
            throw new PlatformException(
                    "PostgreSQL runs, but its roles can't be set up: "
                            + e.failure().getMessage(),
                    e);
        }
    }

    private Path log() {
        return home.logs().resolve("postgres.log");
    }
}
