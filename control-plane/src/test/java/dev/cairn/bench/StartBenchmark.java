package dev.cairn.bench;

import dev.cairn.platform.DurableFiles;
import dev.cairn.platform.FreePort;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures a start on a HOME whose database exists, from the command to the first answer, and the control plane's memory
 * shortly after it: {@code ops/serve}, and in turn Java without the cache of an earlier start.
 */
@Command(name = "start", mixinStandardHelpOptions = true)
public final class StartBenchmark implements Callable<Integer> {
    private static final long POLL_MILLIS = 10;
    private static final long SETTLE_SECONDS = 5;
    private static final double SECOND = 1e9;
    private static final double KIB_PER_MB = 1024;

    @Option(names = "--runs", defaultValue = "5", description = "starts of each kind, in turns")
    private int runs;

    @Option(names = "--app", required = true, hidden = true)
    private Path app = Path.of("");

    @Option(names = "--serve", required = true, hidden = true)
    private Path serve = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();

    public static void main(String... arguments) {
        BenchOptions.run(new StartBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        Path made = Files.createTempDirectory("cairn-bench");
        try {
            measure(made.resolve("home"));
        } finally {
            DurableFiles.deleteTree(made);
        }
        return 0;
    }

    private void measure(Path home) throws Exception {
        Machine.here()
                .print("start: from the command to the first answer, on a database that exists", runs + " starts");
        List<String> plain = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                app.toString());
        Kind withScript = new Kind("ops/serve", List.of(serve.toString()));
        Kind without = new Kind("java alone, without the cache", plain);
        start(withScript.command, home);
        for (int run = 0; run < runs; run++) {
            for (Kind kind : List.of(withScript, without)) {
                Started started = start(kind.command, home);
                kind.seconds.add(started.seconds);
                kind.memory.add(started.megabytes);
            }
        }
        for (Kind kind : List.of(withScript, without)) {
            kind.seconds.print();
            kind.memory.print();
        }
    }

    private static final class Kind {
        private final List<String> command;
        private final Figure seconds;
        private final Figure memory;

        private Kind(String name, List<String> command) {
            this.command = command;
            this.seconds = new Figure(name, "s");
            this.memory = new Figure("its resident memory", "MB");
        }
    }

    private record Started(double seconds, double megabytes) {}

    private Started start(List<String> command, Path home) throws IOException, InterruptedException {
        int port = FreePort.find();
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("--home", home.toString(), "--port", Integer.toString(port)));
        Path log = Files.createTempFile("cairn-bench", ".log");
        long began = System.nanoTime();
        Process process = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            while (!answers(port)) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("Cairn did not start; its output is " + log);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            double seconds = (System.nanoTime() - began) / SECOND;
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            return new Started(seconds, megabytes(process.pid()));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private boolean answers(int port) throws InterruptedException {
        try {
            return client.send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/live"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    private static double megabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIB_PER_MB)
                .findFirst()
                .orElseThrow();
    }
}
