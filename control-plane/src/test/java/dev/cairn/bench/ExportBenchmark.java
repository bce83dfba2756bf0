package dev.cairn.bench;

import dev.cairn.platform.Database;
import dev.cairn.platform.DurableFiles;
import dev.cairn.platform.FreePort;
import dev.cairn.platform.Home;
import dev.cairn.platform.HomeLock;
import dev.cairn.platform.LocalPostgres;
import dev.cairn.platform.Migrations;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the export of a view with millions of rows over REST, and in turn psql's CSV of the same rows with pyarrow's
 * conversion to Parquet.
 */
@Command(name = "export", mixinStandardHelpOptions = true)
public final class ExportBenchmark implements Callable<Integer> {
    private static final double SECOND = 1e9;
    private static final int SEEDED_RUNS = 1000;
    private static final int EVERY_ROLLOUT = 1;
    private static final String SELECT = "select * from history.bench_rollouts where experiment_id = 1";

    @Option(names = "--rows", defaultValue = "5000000", description = "rows of the view")
    private int rows;

    @Option(names = "--runs", defaultValue = "5", description = "measurements of each side, in turns")
    private int runs;

    @Option(names = "--heap", defaultValue = "192m", description = "heap of the control plane at most")
    private String heap = "";

    @Option(names = "--app", required = true, hidden = true)
    private Path app = Path.of("");

    public static void main(String... arguments) {
        BenchOptions.run(new ExportBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        Path made = Files.createTempDirectory("cairn-bench");
        try {
            measure(Home.at(made.resolve("home")), made);
        } finally {
            DurableFiles.deleteTree(made);
        }
        return 0;
    }

    private void measure(Home home, Path folder) throws Exception {
        Database database;
        try (HomeLock _ = HomeLock.take(home);
                LocalPostgres postgres = LocalPostgres.start(home, Clock.systemUTC())) {
            database = postgres.database();
            Migrations.run(database);
            Seeding seeding = new Seeding(Seeding.owner(database), System.out::println);
            seeding.fill(SeedSize.of(SEEDED_RUNS, EVERY_ROLLOUT), 1);
            seeding.run(Seeding.script("export.sql").replace(":rows", Integer.toString(rows)));
        }
        Machine.here()
                .print(
                        "export: %,d rows of a view of history as one Parquet file".formatted(rows),
                        "over REST, zstd, level 1, heap at most %s; compared with psql's \\copy to CSV and pyarrow's read_csv and write_table (own settings, threads included) with zstd and with snappy"
                                .formatted(heap));
        int port = FreePort.find();
        try (ChildServer cairn = ChildServer.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        app.toString(),
                        "--home",
                        home.path().toString(),
                        "--port",
                        Integer.toString(port)),
                Map.of(),
                port,
                "/q/health/live")) {
            String token = "Bearer " + Files.readString(home.adminToken()).strip();
            compare(cairn, token, new Rival(database, folder), folder.resolve("cairn.parquet"));
        }
    }

    private void compare(ChildServer cairn, String token, Rival rival, Path file) throws Exception {
        HttpRequest request = cairn.request("/api/v1/experiments/1/files/bench_rollouts")
                .header("Authorization", token)
                .header("Accept", "application/vnd.apache.parquet")
                .timeout(Duration.ofMinutes(10))
                .build();
        Figure ours = new Figure("Cairn", "rows per second");
        Figure csv = new Figure("psql's CSV alone", "rows per second");
        Figure zstd = new Figure("psql and pyarrow, zstd", "rows per second");
        Figure snappy = new Figure("psql and pyarrow, snappy", "rows per second");
        for (int i = 0; i < runs; i++) {
            ours.add(rate(() -> cairn.download(request, file)));
            double text = nanos(() -> rival.csv(SELECT));
            csv.add(rows * SECOND / text);
            zstd.add(rows * SECOND / (text + nanos(() -> rival.convert("zstd"))));
            rival.requireEqual(file);
            snappy.add(rows * SECOND / (text + nanos(() -> rival.convert("snappy"))));
        }
        List.of(ours, csv, zstd, snappy).forEach(Figure::print);
        System.out.printf(
                "  %-34s %s times zstd, %s times snappy (medians)%n",
                "Cairn is faster",
                Figure.plain(ours.median() / zstd.median()),
                Figure.plain(ours.median() / snappy.median()));
        long bytes = Files.size(file);
        System.out.printf(
                "  %-34s %,d bytes, 1/%s of the CSV's %,d%n",
                "Cairn's file", bytes, Figure.plain((double) rival.csvBytes() / bytes), rival.csvBytes());
    }

    /** Something that takes time. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private double rate(Work work) throws IOException, InterruptedException {
        return rows * SECOND / nanos(work);
    }

    private static double nanos(Work work) throws IOException, InterruptedException {
        long began = System.nanoTime();
        work.run();
        return System.nanoTime() - began;
    }

    /** psql and pyarrow, with files in one folder. */
    private record Rival(Database database, Path folder) {
        void csv(String select) throws IOException, InterruptedException {
            String address = database.jdbcUrl().replace("jdbc:", "");
            run(
                    "psql",
                    address,
                    "-U",
                    database.appUser(),
                    "-c",
                    "\\copy (" + select + ") to '" + folder.resolve("rival.csv") + "' csv header");
        }

        void convert(String compression) throws IOException, InterruptedException {
            python("convert", folder.resolve("rival.csv"), folder.resolve("rival.parquet"), compression);
        }

        void requireEqual(Path file) throws IOException, InterruptedException {
            python("compare", file, folder.resolve("rival.parquet"));
        }

        long csvBytes() throws IOException {
            return Files.size(folder.resolve("rival.csv"));
        }

        private void python(Object... arguments) throws IOException, InterruptedException {
            String[] command = new String[arguments.length + 2];
            command[0] = BenchPython.python().toString();
            command[1] = BenchPython.script("export_rival.py").toString();
            for (int i = 0; i < arguments.length; i++) {
                command[i + 2] = arguments[i].toString();
            }
            run(command);
        }

        private void run(String... command) throws IOException, InterruptedException {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("PGPASSWORD", database.appPassword());
            if (builder.start().waitFor() != 0) {
                throw new IOException(command[0] + " failed");
            }
        }
    }
}
