package dev.cairn.vllm;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Waits until a starting engine is healthy, and checks the health of a running one. */
final class EngineStart implements AutoCloseable {
    private static final Duration ASK_EVERY = Duration.ofMillis(500);
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);
    private static final int LINES_SHOWN = 15;
    private static final int LINE_LENGTH = 160;

    private final SupervisorSettings settings;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private final Request health;
    private final OkHttpClient client = new OkHttpClient.Builder()
            .callTimeout(Duration.ofSeconds(5))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .build();

    EngineStart(URI url, SupervisorSettings settings, InstantSource clock, Consumer<String> progress) {
        this.settings = settings;
        this.clock = clock;
        this.progress = progress;
        this.health = new Request.Builder().url(url + "/health").build();
    }

    static void requireFreePort(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw new PortException(
                    Remedy.WAIT,
                    "port " + port + " on 127.0.0.1 is taken, so vLLM can't listen there; it is started again"
                            + " on another one",
                    taken);
        }
    }

    /** Waits until {@code /health} answers 200. */
    void awaitHealthy(EngineProcess process) throws InterruptedException {
        Instant started = clock.instant();
        EngineLogTail log = new EngineLogTail(process.log());
        Instant lastReported = started;
        progress.accept("starting vLLM (pid " + process.pid() + "), log " + process.log());
        while (true) {
            if (exitedWithin(process, ASK_EVERY)) {
                throw failed("ended while starting", log, process);
            }
            if (status() == 200) {
                progress.accept("vLLM is up after " + seconds(started) + " s");
                return;
            }
            if (Duration.between(started, clock.instant()).compareTo(settings.startDeadline()) > 0) {
                throw failed("was not up after " + settings.startDeadline().toSeconds() + " s", log, process);
            }
            if (Duration.between(lastReported, clock.instant()).compareTo(TELL_EVERY) >= 0) {
                lastReported = clock.instant();
                String line = log.last(1).stream().findFirst().orElse("no output yet");
                progress.accept("vLLM is starting, " + seconds(started) + " s: "
                        + line.substring(0, Math.min(line.length(), LINE_LENGTH)));
            }
        }
    }

    /** Whether the API server reports that its engine is dead. No answer does not count: the server may be busy. */
    boolean isBroken() {
        return status() == 503;
    }

    private static boolean exitedWithin(EngineProcess process, Duration limit) throws InterruptedException {
        try {
            process.exited().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException running) {
            return false;
        } catch (ExecutionException lost) {
            return true;
        }
    }

    /**
     * A failure that may not repeat: a GPU still held by another process, a port taken in the meantime, a slow disk.
     */
    private PortException failed(String what, EngineLogTail log, EngineProcess process) {
        List<String> lines = log.last(LINES_SHOWN);
        return new PortException(
                Remedy.WAIT,
                "vLLM (pid " + process.pid() + ") " + what + ". Its log is " + process.log()
                        + (lines.isEmpty() ? ", and empty." : ", the last lines are:\n" + String.join("\n", lines)));
    }

    private long seconds(java.time.Instant started) {
        return Duration.between(started, clock.instant()).toSeconds();
    }

    /** HTTP status of {@code /health}; 0 if there is no answer. */
    private int status() {
        try (Response response = client.newCall(health).execute()) {
            return response.code();
        } catch (IOException noAnswer) {
            return 0;
        }
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
    }
}
