package dev.cairn.bridge;

import static dev.cairn.bridge.TrainerContract.refused;
import static dev.cairn.testing.Waiting.resultOf;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.ports.OwnershipLostException;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.Trainer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpLinkTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private MockWebServer server;
    private HttpLink link;

    @BeforeEach
    void start() throws IOException {
        server = new MockWebServer();
        server.start();
        link = new HttpLink(server.url("/").uri(), "secret");
    }

    @AfterEach
    void end() {
        link.close();
        server.close();
    }

    @Test
    void aCallCarriesTokenHeaderAndArraysAndReadsTheReply() throws Exception {
        answer(200, header().put("epoch", "e1"), Map.of("logprobs", new FlatArray.Floats(new float[] {1.5f})));

        WorkerLink.Reply reply = link.call(
                "logprobs", header().put("session", "s"), Map.of("ids", new FlatArray.Ints(new int[] {7, -1})), LIMIT);

        assertThat(reply.epoch()).isEqualTo("e1");
        assertThat(reply.arrays().get("logprobs"))
                .isInstanceOfSatisfying(
                        FlatArray.Floats.class, f -> assertThat(f.values()).containsExactly(1.5f));
        RecordedRequest sent = server.takeRequest();
        assertThat(sent.getUrl().encodedPath()).isEqualTo("/v1/call/logprobs");
        assertThat(sent.getHeaders().get("Authorization")).isEqualTo("Bearer secret");
        WorkerLink.Reply body = WorkerCbor.decode(requireNonNull(sent.getBody()).toByteArray());
        assertThat(body.header().path("session").asText()).isEqualTo("s");
        assertThat(body.arrays().get("ids"))
                .isInstanceOfSatisfying(
                        FlatArray.Ints.class, i -> assertThat(i.values()).containsExactly(7, -1));
    }

    @Test
    void everyClassOfErrorSaysWhatToDo() throws Exception {
        assertThat(error("user", 400)).isEqualTo(Remedy.FIX_REQUEST);
        assertThat(error("unknown_session", 409)).isEqualTo(Remedy.RETRY);
        assertThat(error("mismatch", 400)).isEqualTo(Remedy.FIX_REQUEST);
        assertThat(error("non_finite", 400)).isEqualTo(Remedy.GIVE_UP);
        assertThat(error("busy", 409)).isEqualTo(Remedy.WAIT);
        assertThat(error("no_memory", 507)).isEqualTo(Remedy.WAIT);
        assertThat(error("no_space", 507)).isEqualTo(Remedy.WAIT);
        assertThat(error("cancelled", 500)).isEqualTo(Remedy.RETRY);
        assertThat(error("internal", 500)).isEqualTo(Remedy.GIVE_UP);
        answer(409, failure("stale_fence"), Map.of());
        assertThatExceptionOfType(OwnershipLostException.class).isThrownBy(() -> WorkerIdentity.of(link, LIMIT));
    }

    @Test
    void aSmallerMicroBatchIsTriedWhereItHelpsAndNotForLoadingWeights() {
        WorkerLink.Reply full = new WorkerLink.Reply(failure("out_of_memory"), Map.of());
        for (String op : List.of("step", "logprobs")) {
            assertThat(refused(Remedy.RETRY_SMALLER, () -> WorkerErrors.check(op, link, full)))
                    .hasMessageContaining("execution.microBatchTokens");
        }
        for (String op : List.of("base", "open")) {
            assertThat(refused(Remedy.WAIT, () -> WorkerErrors.check(op, link, full)))
                    .hasMessageContaining("because 0.25")
                    .hasMessageContaining("no room for the model");
        }
    }

    @Test
    void cancelledOnAnInterruptedThreadIsAnInterrupt() throws Exception {
        WorkerLink.Reply reply = new WorkerLink.Reply(failure("cancelled"), Map.of());
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> WorkerErrors.check("step", link, reply));
    }

    @Test
    void anotherProtocolOrNoWorkerAtAllIsForAPersonToFix() {
        answer(200, header().put("protocol", 2), Map.of());
        assertThat(refused(Remedy.FIX_REQUEST, () -> WorkerIdentity.of(link, LIMIT)))
                .hasMessageContaining("protocol 2");
        server.enqueue(new MockResponse.Builder().code(404).body("<html>").build());
        assertThat(refused(Remedy.FIX_REQUEST, () -> WorkerIdentity.of(link, LIMIT)))
                .hasMessageContaining("not a Cairn worker");
        server.enqueue(new MockResponse.Builder().code(401).body("{}").build());
        assertThat(refused(Remedy.FIX_REQUEST, () -> WorkerIdentity.of(link, LIMIT)))
                .hasMessageContaining("refused the token");
    }

    @Test
    void whereNobodyListensTheErrorSaysHowToStartOne() {
        try (HttpLink nobody = new HttpLink(URI.create("http://127.0.0.1:1"), "")) {
            assertThat(refused(Remedy.RETRY, () -> nobody.call("hello", header(), Map.of(), LIMIT)))
                    .hasMessageContaining("127.0.0.1:1")
                    .hasMessageContaining("cairn_workers.server");
            assertThat(nobody.healthy()).isFalse();
        }
    }

    @Test
    void aBrokenReplyIsABug() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Type", "application/cbor")
                .body("no cbor")
                .build());
        refused(Remedy.GIVE_UP, () -> link.call("hello", header(), Map.of(), LIMIT));
    }

    @Test
    void aSilentWorkerCostsTheDeadlineAndAnInterruptCancels() throws Exception {
        server.enqueue(
                new MockResponse.Builder().headersDelay(20, TimeUnit.SECONDS).build());
        server.enqueue(
                new MockResponse.Builder().headersDelay(20, TimeUnit.SECONDS).build());
        assertThat(refused(Remedy.RETRY, () -> link.call("step", header(), Map.of(), Duration.ofMillis(300))))
                .hasMessageContaining("0.3 s");

        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        Thread caller = Thread.startVirtualThread(() -> {
            try {
                link.call("step", header(), Map.of(), Duration.ofMinutes(1));
            } catch (Throwable e) {
                seen.complete(e);
            }
        });
        server.takeRequest();
        server.takeRequest();
        caller.interrupt();
        assertThat(resultOf(seen)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aReplyOfAnotherEpochSaysThatTheWorkerWasRestarted() throws Exception {
        BridgeSession session = new BridgeSession(
                link, new TestPlaces(Path.of("/tmp")), WorkerDeadlines.ofStep(LIMIT), "r1/s", "first");
        answer(409, failure("unknown_session").put("epoch", "second"), Map.of());
        assertThat(refused(Remedy.RETRY, () -> session.logprobs(Trainer.Distribution.POLICY, List.of(), 1.0)))
                .hasMessageContaining("was restarted");
    }

    private Remedy error(String kind, int status) throws InterruptedException {
        answer(status, failure(kind), Map.of());
        try {
            WorkerIdentity.of(link, LIMIT);
            throw new AssertionError("no error for " + kind);
        } catch (PortException e) {
            assertThat(e).hasMessageContaining("because 0.25");
            return e.remedy();
        }
    }

    private void answer(int status, ObjectNode header, Map<String, FlatArray> arrays) {
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/cbor")
                .body(new Buffer().write(WorkerCbor.encode(header, arrays)))
                .build());
    }

    private static ObjectNode failure(String kind) {
        ObjectNode header = header();
        header.putObject("error").put("class", kind).put("message", "because 0.25");
        return header;
    }

    private static ObjectNode header() {
        return JsonNodeFactory.instance.objectNode();
    }
}
