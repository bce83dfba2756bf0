package dev.cairn.rest;

import static dev.cairn.testing.Waiting.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.events.EventFeed;
import dev.cairn.events.EventPruning;
import dev.cairn.events.EventWriters;
import dev.cairn.events.Events;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Submitter;
import dev.cairn.spec.SpecRequest;
import dev.cairn.submissions.Submissions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The stream of events as a browser's tab sees it: over HTTP, broken off at any time. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class EventStreamTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    DataSource database;

    @Inject
    Events events;

    @Inject
    EventFeed feed;

    @Inject
    EventPruning pruning;

    @Inject
    Submissions submissions;

    @TestHTTPResource("/api/v1/events")
    @SuppressWarnings("NullAway.Init")
    URI stream;

    private Experiment submitted() {
        return submissions.accept(SpecRequest.ofPreset("chains"), Submitter.local());
    }

    private long published() {
        events.publish();
        return feed.bounds().last();
    }

    @Test
    void fiftyWritersAndAReaderThatReconnectsAtRandomLoseNothing() throws Exception {
        // The application has 24 connections; the writers share them.
        EventWriters writers = new EventWriters(database, submitted().id());
        long from = published();
        AtomicBoolean written = new AtomicBoolean();
        try (ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<SseReader.Message>> read = reader.submit(() -> readAll(from, written));
            writers.run();
            published();
            written.set(true);
            List<SseReader.Message> seen = read.get();
            assertThat(seen)
                    .extracting(message -> mark(message.data()))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(writers.committed());
            assertThat(seen).extracting(message -> Long.parseLong(message.id())).isSorted();
        }
    }

    private List<SseReader.Message> readAll(long from, AtomicBoolean written) throws Exception {
        Random random = new Random(7);
        List<SseReader.Message> seen = new ArrayList<>();
        String last = Long.toString(from);
        while (true) {
            boolean all = written.get();
            try (SseReader reader = SseReader.open(stream, last)) {
                int taken = 1 + random.nextInt(40);
                while (taken-- > 0) {
                    SseReader.Message next = reader.next(Duration.ofMillis(200 + random.nextInt(500)));
                    if (next == null) {
                        break;
                    }
                    last = next.id();
                    if (next.name().equals("unit.done")) {
                        seen.add(next);
                    }
                }
            }
            if (all && Long.parseLong(last) == feed.bounds().last()) {
                return seen;
            }
        }
    }

    private static String mark(String data) {
        try {
            return JSON.readTree(data).get("payload").get("mark").asText();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTabBeginsNowAndHearsOnlyOfWhatItFollows() throws Exception {
        Experiment followed = submitted();
        long now = published();
        URI one = URI.create(stream + "?experimentId=" + followed.id());
        try (SseReader reader = SseReader.open(one, null)) {
            SseReader.Message start = reader.required();
            assertThat(start.name()).isEqualTo("start");
            assertThat(start.id()).isEqualTo(Long.toString(now));
            submitted();
            change(followed);
            SseReader.Message next = reader.required();
            assertThat(next.name()).isEqualTo("unit.done");
            assertThat(JSON.readTree(next.data()).get("experimentId").asLong())
                    .isEqualTo(followed.id().value());
        }
    }

    @Test
    void aStreamEndsWithItsReadersToken() throws Exception {
        Response made = given().contentType(ContentType.JSON)
                .body(Map.of("name", "streamer", "role", "viewer"))
                .post("/api/v1/tokens");
        URI one = URI.create(stream.toString()
                .replace("/events", "/experiments/" + submitted().id() + "/events"));
        try (SseReader everything = SseReader.open(stream, null, made.path("secret"));
                SseReader ofOne = SseReader.open(one, null, made.path("secret"));
                SseReader another = SseReader.open(stream, null)) {
            assertThat(everything.required().name()).isEqualTo("start");
            assertThat(another.required().name()).isEqualTo("start");
            given().post("/api/v1/tokens/" + made.path("token.id") + ":revoke")
                    .then()
                    .statusCode(200);
            assertThat(everything.ends()).isTrue();
            assertThat(ofOne.ends()).isTrue();
            assertThat(another.hasEnded()).as("another token's").isFalse();
        }
    }

    @Test
    void whoMissedPrunedEventsIsToldWhatToReadInstead() throws Exception {
        Experiment followed = submitted();
        long seen = published();
        long old;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into run_event (experiment_id, kind) select " + followed.id()
                    + ", 'unit.done' from generate_series(1, 5000)");
            old = published();
            statement.execute("update run_event set created_at = created_at - interval '40 days'");
        }
        // More than the feed keeps in memory: what it has there is still sent.
        pruning.olderThan(Duration.ofDays(30));
        URI fromTheFirst = URI.create(stream + "?after=0&experimentId=" + followed.id());
        // On a busy machine the feed takes the new ones in later, and has the old ones in memory until then.
        await().untilAsserted(() -> {
            try (SseReader reader = SseReader.open(fromTheFirst, null)) {
                assertThat(reader.required().name()).isEqualTo("start");
                SseReader.Message gap = reader.required();
                assertThat(gap.name()).isEqualTo("gap");
                JsonNode told = JSON.readTree(gap.data());
                assertThat(told.get("through").asLong()).isEqualTo(old).isGreaterThan(seen);
                assertThat(told.get("resync").asText()).isEqualTo("/api/v1/experiments/" + followed.id());
            }
        });
        try (SseReader reader = SseReader.open(stream, "999999999")) {
            assertThat(reader.required().name())
                    .as("a position that does not exist yet")
                    .isEqualTo("gap");
            assertThat(reader.required().name()).isEqualTo("start");
        }
    }

    private void change(Experiment experiment) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into run_event (experiment_id, kind) values (" + experiment.id() + ", 'unit.done')");
        }
    }

    @Test
    void aStreamThatCanNotBeIsRefusedAsAnyRequestIs() throws Exception {
        assertThat(SseReader.status(URI.create(stream + "?experimentId=999999")))
                .isEqualTo(404);
        for (String query : List.of("?experimentId=0", "?experimentId=x", "?after=-1", "?after=x")) {
            assertThat(SseReader.status(URI.create(stream + query))).as(query).isEqualTo(400);
        }
        assertThat(SseReader.status(URI.create(stream.toString().replace("/events", "/experiments/999999/events"))))
                .isEqualTo(404);
    }

    private URI of(Experiment experiment) {
        return URI.create(stream.toString().replace("/events", "/experiments/" + experiment.id() + "/events"));
    }

    @Test
    void theStreamOfAnExperimentEndsWithIt() throws Exception {
        Experiment experiment = submitted();
        published();
        try (SseReader reader = SseReader.open(of(experiment), null)) {
            assertThat(reader.required().name()).isEqualTo("run.state");
            given().post("/api/v1/experiments/" + experiment.id() + ":cancel")
                    .then()
                    .statusCode(202);
            long last = published();
            SseReader.Message next = reader.required();
            while (next.name().equals("run.state")) {
                next = reader.required();
            }
            assertThat(next.name()).isEqualTo("end");
            assertThat(reader.ends()).isTrue();
            // A client that connects later gets the gap immediately.
            try (SseReader again = SseReader.open(of(experiment), Long.toString(last))) {
                assertThat(again.required().name()).isEqualTo("end");
                assertThat(again.ends()).isTrue();
            }
        }
    }

    @Test
    void aPositionThatDoesNotExistYetIsAGapForOneExperimentToo() throws Exception {
        Experiment experiment = submitted();
        published();
        try (SseReader reader = SseReader.open(of(experiment), "999999999")) {
            SseReader.Message gap = reader.required();
            assertThat(gap.name()).isEqualTo("gap");
            assertThat(JSON.readTree(gap.data()).get("resync").asText())
                    .isEqualTo("/api/v1/experiments/" + experiment.id());
        }
    }
}
