package dev.cairn.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.testing.TestJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in its own process that is asked over HTTP, with one connection that is kept. */
final class ChildServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 250;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final String address;
    private final Path log;

    private ChildServer(Process process, String address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /** Starts it and waits until it answers at a path, whatever the status. */
    static ChildServer start(List<String> command, Map<String, String> environment, int port, String ready)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("cairn-bench", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        ChildServer server = new ChildServer(builder.start(), "http://127.0.0.1:" + port, log);
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!server.answers(ready)) {
            if (!server.process.isAlive() || System.nanoTime() > end) {
                server.close();
                throw new IllegalStateException(command.getFirst() + " did not start; its log is " + log);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return server;
    }

    private boolean answers(String path) throws InterruptedException {
        try {
            client.send(request(path).build(), HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    String address() {
        return address;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER_LIMIT);
    }

    /** The whole answer as JSON; a status other than 200 is an error. */
    JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(request.uri() + " answered " + answer.statusCode() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8)
                    + "; the server's log is " + log);
        }
        return TestJson.MAPPER.readTree(answer.body());
    }

    /** Writes the whole answer to a file; a status other than 200 is an error. */
    void download(HttpRequest request, Path file) throws IOException, InterruptedException {
        int status =
                client.send(request, HttpResponse.BodyHandlers.ofFile(file)).statusCode();
        if (status != 200) {
            throw new IOException(request.uri() + " answered " + status + ": " + Files.readString(file)
                    + "; the server's log is " + log);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
