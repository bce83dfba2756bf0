package dev.cairn.bridge;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jboss.logging.Logger;

/** A link to a worker process over HTTP with CBOR bodies. */
final class HttpLink implements WorkerLink {
    private static final MediaType CBOR = MediaType.get("application/cbor");

    private static final Logger LOG = Logger.getLogger(HttpLink.class);

    private final OkHttpClient client;
    private final HttpUrl address;
    private final String token;

    /**
     * @param address such as {@code http://127.0.0.1:8101}
     * @param token the worker's token, sent to this address only; empty for none
     */
    public HttpLink(URI address, String token) {
        HttpUrl url = HttpUrl.get(address);
        if (url == null) {
            throw new PortException(Remedy.FIX_REQUEST, "worker address must be an http(s) URL: " + address);
        }
        this.address = url;
        this.token = token;
        Dispatcher dispatcher = new Dispatcher(Executors.newVirtualThreadPerTaskExecutor());
        dispatcher.setMaxRequests(1024);
        dispatcher.setMaxRequestsPerHost(1024);
        // Calls are never repeated silently. Idle connections are closed before the worker closes them (uvicorn: 5 s).
        this.client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(8, 2, TimeUnit.SECONDS))
                .connectTimeout(Duration.ofSeconds(5))
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .eventListener(new NoDelay())
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    @Override
    public Reply call(String op, Object header, Map<String, FlatArray> arrays, Duration deadline)
            throws InterruptedException {
        Request.Builder request = new Request.Builder()
                .url(address.newBuilder()
                        .addPathSegments("v1/call")
                        .addPathSegment(op)
                        .build())
                .post(RequestBody.create(WorkerCbor.encode(header, arrays), CBOR));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        Call call = client.newCall(request.build());
        call.timeout().timeout(deadline.toNanos(), TimeUnit.NANOSECONDS);
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        call.enqueue(new Collect(answer));
        try {
            return reply(op, answer.get());
        } catch (InterruptedException e) {
            call.cancel();
            throw e;
        } catch (ExecutionException e) {
            throw failed(op, deadline, e.getCause() == null ? e : e.getCause());
        }
    }

    private Reply reply(String op, Answer answer) {
        String type = answer.contentType();
        if (type.startsWith("application/cbor")) {
            try {
                return WorkerCbor.decode(answer.body());
            } catch (IOException | IllegalArgumentException e) {
                throw new PortException(
                        Remedy.GIVE_UP,
                        "%s: reply of worker %s is not the CBOR of this protocol; see the worker's log"
                                .formatted(op, address),
                        e);
            }
        }
        if (answer.status() == 401 || answer.status() == 403) {
            throw new PortException(
                    Remedy.FIX_REQUEST,
                    "worker %s refused the token (HTTP %d): an admin must register it with the token that it was started with"
                            .formatted(address, answer.status()));
        }
        throw new PortException(
                Remedy.FIX_REQUEST,
                "%s: %s is not a Cairn worker of protocol %d: it answered with HTTP %d, but not with application/cbor"
                        .formatted(op, address, WorkerIdentity.PROTOCOL, answer.status()));
    }

    private PortException failed(String op, Duration deadline, Throwable cause) {
        String text = switch (cause) {
            case ConnectException e ->
                "%s: no worker answers at %s (%s); start one with 'python -m cairn_workers.server' or give its address"
                        .formatted(op, address, e.getMessage());
            case InterruptedIOException e ->
                "%s: worker %s did not answer within %s s (%s); the call was abandoned"
                        .formatted(op, address, deadline.toMillis() / 1000.0, e.getMessage());
            case Throwable e ->
                "%s: the connection to worker %s broke (%s); it may have died".formatted(op, address, e);
        };
        return new PortException(Remedy.RETRY, text, cause);
    }

    @Override
    public boolean healthy() {
        Call call = client.newCall(new Request.Builder()
                .url(address.newBuilder().addPathSegment("health").build())
                .build());
        call.timeout().timeout(2, TimeUnit.SECONDS);
        try (Response response = call.execute()) {
            return response.isSuccessful();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String describe() {
        return address.toString();
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    /**
     * Sets TCP_NODELAY. Without it the last piece of a body waits for a delayed acknowledgement, 40 ms per call on
     * Linux.
     */
    private static final class NoDelay extends EventListener {
        @Override
        public void connectionAcquired(Call call, Connection connection) {
            try {
                connection.socket().setTcpNoDelay(true);
            } catch (SocketException e) {
                LOG.debug("a connection broke at once; the call that uses it reports the error", e);
            }
        }
    }

    private record Answer(int status, String contentType, byte[] body) {}

    private record Collect(CompletableFuture<Answer> answer) implements Callback {
        @Override
        public void onFailure(Call call, IOException e) {
            answer.completeExceptionally(e);
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                String type = response.header("Content-Type", "");
                answer.complete(new Answer(
                        response.code(),
                        type == null ? "" : type,
                        response.body().bytes()));
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        }
    }
}
