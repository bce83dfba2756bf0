package dev.cairn.bench;

import dev.cairn.platform.DurableFiles;
import dev.cairn.platform.FreePort;
import dev.cairn.platform.Home;
import dev.cairn.platform.HomeLock;
import dev.cairn.platform.LocalPostgres;
import dev.cairn.platform.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a benchmark over a seeded database, and the servers of Cairn and of MLflow over the same runs. */
final class SeededServers {
    private static final int EVERY_ROLLOUT = 1;

    @Option(names = "--home", description = "a seeded HOME (ops/bench seed); without it one is made, and deleted again")
    @Nullable
    private Path home;

    @Option(names = "--size", defaultValue = "100000", description = "runs to seed without --home")
    private int size;

    @Option(names = "--app", required = true, hidden = true)
    private Path app = Path.of("");

    @Option(names = "--mlflow", required = true, hidden = true)
    private Path mlflow = Path.of("");

    /**
     * Both servers while they run.
     *
     * @param token of an admin of Cairn
     * @param runs in each of them
     */
    record Both(ChildServer cairn, ChildServer mlflow, String token, long runs) {}

    /** Prepares the database before the servers start. */
    interface Preparation {
        void in(Seeding database) throws Exception;
    }

    /** Measures both servers. */
    interface Measurement {
        void of(Both servers) throws Exception;
    }

    void measure(Preparation preparation, Measurement measurement) throws Exception {
        Path kept = home;
        if (kept != null) {
            measure(Home.at(kept), preparation, measurement);
            return;
        }
        Path made = Files.createTempDirectory("cairn-bench");
        try {
            measure(Home.at(made.resolve("home")), preparation, measurement);
        } finally {
            DurableFiles.deleteTree(made);
        }
    }

    private void measure(Home home, Preparation preparation, Measurement measurement) throws Exception {
        String store;
        long runs;
        try (HomeLock _ = HomeLock.take(home);
                LocalPostgres postgres = LocalPostgres.start(home, Clock.systemUTC())) {
            Migrations.run(postgres.database());
            Seeding seeding = new Seeding(Seeding.owner(postgres.database()), System.out::println);
            if (this.home == null) {
                seeding.fill(SeedSize.of(size, EVERY_ROLLOUT), 1);
            }
            preparation.in(seeding);
            runs = seeding.number("select count(*) from run");
            store = new MlflowStore(home.path(), postgres.database()).address(mlflow);
        }
        int port = FreePort.find();
        int theirPort = FreePort.find();
        try (ChildServer cairn = cairn(home, port);
                ChildServer theirs = theirs(store, theirPort)) {
            String token = Files.readString(home.adminToken()).strip();
            measurement.of(new Both(cairn, theirs, token, runs));
        }
    }

    private ChildServer theirs(String store, int port) throws Exception {
        return ChildServer.start(
                List.of(
                        mlflow.toString(),
                        "server",
                        "--backend-store-uri",
                        store,
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port)),
                Map.of(),
                port,
                "/version");
    }

    private ChildServer cairn(Home home, int port) throws Exception {
        return ChildServer.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        app.toString(),
                        "--home",
                        home.path().toString(),
                        "--port",
                        Integer.toString(port)),
                // One principal sends faster than a person or a script does.
                Map.of("CAIRN_ACCESS_REQUESTS_PER_SECOND", "10000", "CAIRN_ACCESS_BURST", "10000"),
                port,
                "/q/health/live");
    }
}
