package dev.cairn.packaged;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.testing.TestConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/** The packaged application in its own process, on the test's HOME, as {@code ops/run} starts it. */
final class ControlPlane implements AutoCloseable {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path home;
    private final int port;
    private final Path output;

    private ControlPlane(Process process, Path home, int port, Path output) {
        this.process = process;
        this.home = home;
        this.port = port;
        this.output = output;
    }

    static ControlPlane start(Path home, int port, String... arguments) throws IOException {
        String python = System.getenv("CAIRN_PYTHON");
        assumeTrue(python != null, "CAIRN_PYTHON names no interpreter");
        assumeTrue(Files.exists(JAR), JAR + " is not built: mvn package makes it");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--home", home.toString(), "--port", Integer.toString(port)));
        Path output = Files.createTempFile("cairn-packaged", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("CAIRN_WORKERS", TestConfig.WORKERS.toString());
        return new ControlPlane(builder.start(), home, port, output);
    }

    /** The exit status; fails with what it printed when it takes longer than the limit. */
    int exitStatus(Duration limit) throws InterruptedException, IOException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + limit + ":\n" + printed());
        }
        return process.exitValue();
    }

    String printed() throws IOException {
        return Files.readString(output);
    }

    String logged() throws IOException {
        return Files.readString(home.resolve("logs/control-plane.log"));
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** A JSON answer, or a missing node while nothing listens yet. */
    JsonNode get(String path) throws IOException, InterruptedException {
        Path token = home.resolve("admin-token");
        if (!Files.exists(token)) {
            return JSON.missingNode();
        }
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header(
                                    "Authorization",
                                    "Bearer " + Files.readString(token).trim())
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(answer.body());
        } catch (java.net.ConnectException | java.net.http.HttpTimeoutException e) {
            return JSON.missingNode();
        }
    }

    /** The database of a HOME, as the application sees it; the server must be running. */
    static PGSimpleDataSource database(Path home) throws IOException {
        Properties credentials = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(home.resolve("pg/credentials.properties"))) {
            credentials.load(reader);
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + credentials.getProperty("port") + "/cairn");
        source.setUser("cairn_app");
        source.setPassword(credentials.getProperty("app"));
        return source;
    }

    @Override
    public void close() {
        process.destroy();
        if (!process.onExit()
                .orTimeout(60, TimeUnit.SECONDS)
                .handle((ended, late) -> late == null)
                .join()) {
            process.destroyForcibly();
        }
    }
}
