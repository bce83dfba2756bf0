package dev.cairn.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures the console in Chromium over a seeded database: its list of experiments beside MLflow's page of as many
 * runs, a comparison of long curves, scrolling, and the memory of the tab. The script {@code bench/console.mjs} of the
 * console does the measuring.
 */
@Command(name = "console", mixinStandardHelpOptions = true)
public final class ConsoleBenchmark implements Callable<Integer> {
    /** Runs that are compared; each gets long curves of its own. */
    private static final int COMPARED = 20;

    @Mixin
    private SeededServers servers = new SeededServers();

    @Option(names = "--visits", defaultValue = "20", description = "times that each page is opened, after a first one")
    private int visits;

    @Option(names = "--console", required = true, hidden = true)
    private Path console = Path.of("");

    private final List<Long> compared = new ArrayList<>();

    public static void main(String... arguments) {
        BenchOptions.run(new ConsoleBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        servers.measure(this::addCurves, this::measure);
        return 0;
    }

    private void addCurves(Seeding database) throws Exception {
        database.run(Seeding.script("curves.sql").replace(":runs", Integer.toString(COMPARED)));
        long count =
                database.number("select count(distinct run_id) from metric_point where name = 'student/long_curve'");
        for (long skipped : LongStream.range(0, count).toArray()) {
            compared.add(database.number("select distinct run_id from metric_point where name = 'student/long_curve'"
                    + " order by run_id offset " + skipped + " limit 1"));
        }
    }

    private void measure(SeededServers.Both both) throws Exception {
        Machine.here()
                .print(
                        "console: %,d runs in Chromium".formatted(both.runs()),
                        ("%d visits of each page after a first one, in new tabs of one browser at 1280 by 900, from the"
                                        + " start of the navigation; MLflow: mlflow server with all else as by default,"
                                        + " the runs of one experiment on the same PostgreSQL")
                                .formatted(visits));
        ProcessBuilder script =
                new ProcessBuilder("node", console.resolve("bench/console.mjs").toString()).inheritIO();
        script.environment()
                .putAll(Map.of(
                        "CAIRN_URL", both.cairn().address(),
                        "CAIRN_TOKEN", both.token(),
                        "MLFLOW_URL", both.mlflow().address(),
                        "VISITS", Integer.toString(visits),
                        "RUNS", compared.stream().map(Object::toString).collect(Collectors.joining(","))));
        int status = script.start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("bench/console.mjs ended with status " + status);
        }
    }
}
