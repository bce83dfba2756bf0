package dev.cairn.vllm;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Calls one engine, with deadlines, cancellation and retries of calls that got no answer.
 *
 * <p>Every call here may be repeated: generation is a pure function of weights, request and seed, and a repeated load
 * or unload is detected.
 */
final class EngineHttp implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");
    /** Shorter than the 5 s after which vLLM's HTTP server closes an idle connection. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

    private final EngineSettings settings;
    private final EngineHealth health;
    private final OkHttpClient client;

    EngineHttp(EngineSettings settings, EngineHealth health) {
        this(settings, health, newClient());
    }

    private EngineHttp(EngineSettings settings, EngineHealth health, OkHttpClient client) {
        this.settings = settings;
        this.health = health;
        this.client = client;
    }

    private static OkHttpClient newClient() {
        // Calls block on virtual threads and do not use the dispatcher, so its limits per host do not apply.
        return new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(5))
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .connectionPool(new ConnectionPool(64, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
                // A key must only be sent to the address that it was given for.
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    /** Uses the same connections but does not wait until the engine is up; for the restart itself. */
    EngineHttp withoutWaiting() {
        EngineHealth settled = EngineHealth.unmanaged(settings.url());
        return new EngineHttp(settings, settled, client);
    }

    /** Reads a reply of status 200. */
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream body) throws IOException;
    }

    <T> T get(String path, HttpCallScope group, Reader<T> reader) throws InterruptedException {
        return send(new Outgoing(path, null, settings.controlTimeout()), group, reader);
    }

    <T> T post(String path, byte[] json, Duration timeout, HttpCallScope group, Reader<T> reader)
            throws InterruptedException {
        return send(new Outgoing(path, json, timeout), group, reader);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Outgoing(String path, byte @Nullable [] json, Duration timeout) {}

    private <T> T send(Outgoing outgoing, HttpCallScope group, Reader<T> reader) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            health.awaitUp();
            try {
                return sendOnce(outgoing, group, reader);
            } catch (NoAnswerException failure) {
                if (attempt >= settings.retry().attempts()) {
                    throw failure.toPortException(attempt, settings.url(), health.logLocation());
                }
                Thread.sleep(settings.retry().pauses().after(attempt));
            }
        }
    }

    private <T> T sendOnce(Outgoing outgoing, HttpCallScope group, Reader<T> reader)
            throws InterruptedException, NoAnswerException {
        Call call = client.newCall(request(outgoing));
        call.timeout().timeout(outgoing.timeout().toMillis(), TimeUnit.MILLISECONDS);
        group.add(call);
        try (Response response = call.execute()) {
            if (!response.isSuccessful()) {
                throw EngineErrors.of(outgoing.path(), response, settings.origin());
            }
            return reader.read(response.body().byteStream());
        } catch (JsonProcessingException unreadable) {
            throw new PortException(
                    Remedy.GIVE_UP,
                    "the engine at " + settings.url() + " answered " + outgoing.path()
                            + " with something that is not vLLM's JSON. Check the engine's version; 0.32 is known to"
                            + " work. " + health.logLocation(),
                    unreadable);
        } catch (IOException failure) {
            throw ofIo(failure, outgoing, group);
        } finally {
            group.remove(call);
        }
    }

    private NoAnswerException ofIo(IOException failure, Outgoing outgoing, HttpCallScope group)
            throws InterruptedException {
        if (group.isCancelled() || Thread.interrupted()) {
            throw new InterruptedException("call to vLLM cancelled: " + outgoing.path());
        }
        // A call timeout is an InterruptedIOException; a connect timeout is its subclass SocketTimeoutException.
        if (failure.getClass() == InterruptedIOException.class) {
            throw new PortException(
                    Remedy.RETRY,
                    "the engine at " + settings.url() + " did not finish " + outgoing.path() + " within "
                            + outgoing.timeout().toSeconds() + " s. Raise the time limit, or ask for fewer samples or"
                            + " tokens at a time. " + health.logLocation(),
                    failure);
        }
        return new NoAnswerException(outgoing.path(), failure);
    }

    private Request request(Outgoing outgoing) {
        String base = settings.url().toString().replaceAll("/+$", "");
        Request.Builder builder = new Request.Builder().url(base + outgoing.path());
        if (!settings.key().isNone()) {
            builder.header("Authorization", "Bearer " + settings.key().text());
        }
        byte[] json = outgoing.json();
        return json == null
                ? builder.build()
                : builder.post(RequestBody.create(json, JSON)).build();
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}
