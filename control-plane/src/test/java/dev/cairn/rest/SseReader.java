package dev.cairn.rest;

import dev.cairn.testing.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection to a stream of server-sent events. */
final class SseReader implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final InputStream body;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** One event as it came. */
    record Message(String id, String name, String data) {}

    private SseReader(InputStream body) {
        this.body = body;
        Thread.ofVirtual().start(this::read);
    }

    static SseReader open(URI stream, @Nullable String lastEventId) throws IOException, InterruptedException {
        return open(stream, lastEventId, SignedIn.adminToken());
    }

    static SseReader open(URI stream, @Nullable String lastEventId, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(stream)
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        return new SseReader(response.body());
    }

    /** What a stream answers; its body is not read. */
    static int status(URI stream) throws IOException, InterruptedException {
        return status(stream, SignedIn.adminToken());
    }

    /** The same with this token, or without one if it is empty. */
    static int status(URI stream, String token) throws IOException, InterruptedException {
        HttpRequest.Builder asked = HttpRequest.newBuilder(stream).header("Accept", "text/event-stream");
        if (!token.isEmpty()) {
            asked.header("Authorization", "Bearer " + token);
        }
        HttpRequest request = asked.build();
        HttpResponse<InputStream> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
        response.body().close();
        return response.statusCode();
    }

    /** The next event; null if none comes in time. */
    @Nullable
    Message next(Duration patience) throws InterruptedException {
        return messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    Message required() throws InterruptedException {
        Message next = next(Waiting.LIMIT);
        if (next == null) {
            throw new AssertionError("no event came");
        }
        return next;
    }

    /** Whether the server ends the stream. */
    boolean ends() throws InterruptedException {
        return ended.await(Waiting.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it has ended it already. */
    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String id = "";
            String name = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !data.isEmpty()) {
                    messages.add(new Message(id, name, data.toString()));
                    data.setLength(0);
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                }
            }
        } catch (IOException e) {
            // The reader broke off, which is what these tests are about.
            return;
        } finally {
            ended.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
