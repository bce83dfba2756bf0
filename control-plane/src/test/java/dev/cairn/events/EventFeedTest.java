package dev.cairn.events;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.events.EventFeed.Bounds;
import dev.cairn.events.EventFeed.Selection;
import dev.cairn.events.EventFeed.Slice;
import dev.cairn.experiments.Experiment;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import dev.cairn.testing.TestJson;
import dev.cairn.testing.Waiting;
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
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

@org.junit.jupiter.api.Timeout(300)
class EventFeedTest {
    private static final Selection EVERYTHING = new Selection.Everything();
    private static final Duration PATIENCE = Waiting.LIMIT;

    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);
    private final List<EventFeed> feeds = List.of(feed(), feed());
    private final AtomicBoolean written = new AtomicBoolean();

    private EventFeed feed() {
        EventFeed feed = new EventFeed(database.jdbc(), TestJson.MAPPER);
        feed.start();
        return feed;
    }

    @AfterEach
    void close() {
        feeds.forEach(EventFeed::close);
    }

    private long publishedSoFar() {
        experiments.events().publish();
        return feeds.getFirst().bounds().last();
    }

    @Test
    void fiftyWritersTwoPublishersAndReadersThatReconnectLoseNothingAndSeeNothingTwice() throws Exception {
        EventWriters writers = new EventWriters(
                database.application(), experiments.submit(Map.of()).id());
        long from = publishedSoFar();
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> publishers = List.of(others.submit(this::publish), others.submit(this::publish));
            List<Future<List<RunEvent>>> readers = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                Random random = new Random(reader);
                readers.add(others.submit(() -> read(from, random)));
            }
            try {
                writers.run();
            } finally {
                // Otherwise readers and publishers would wait forever for events that are not written any more.
                written.set(true);
            }
            for (Future<?> publisher : publishers) {
                publisher.get();
            }
            for (Future<List<RunEvent>> reader : readers) {
                List<RunEvent> seen = reader.get();
                assertThat(seen)
                        .extracting(event -> event.payload().get("mark").asText())
                        .doesNotHaveDuplicates()
                        .containsExactlyInAnyOrderElementsOf(writers.committed());
                assertThat(seen).extracting(RunEvent::id).isSorted();
            }
        }
    }

    private void publish() {
        boolean last;
        do {
            last = written.get();
            experiments.events().publish();
        } while (!last);
    }

    /** Takes a few events at a time and continues on another reader, at times from an earlier position. */
    private List<RunEvent> read(long from, Random random) throws InterruptedException {
        List<RunEvent> seen = new ArrayList<>();
        long position = from;
        while (true) {
            boolean all =
                    written.get() && database.number("select count(*) from run_event where position is null") == 0;
            EventFeed feed = feeds.get(random.nextInt(feeds.size()));
            Slice next = feed.after(position, EVERYTHING, 1 + random.nextInt(50), Duration.ofMillis(50));
            int taken = random.nextInt(4) == 0
                    ? next.events().size() / 2
                    : next.events().size();
            seen.addAll(next.events().subList(0, taken));
            if (taken == next.events().size()) {
                position = next.through();
            } else if (taken > 0) {
                position = next.events().get(taken - 1).id();
            }
            if (all && position == feed.bounds().last()) {
                return seen;
            }
        }
    }

    @Test
    void aReaderThatIsUpToDateIsToldAtOnce() throws Exception {
        Experiment experiment = experiments.submit(Map.of());
        long from = publishedSoFar();
        assertThat(feeds.getFirst()
                        .after(from, EVERYTHING, 10, Duration.ofMillis(20))
                        .events())
                .isEmpty();
        FutureTask<Slice> next = new FutureTask<>(() -> feeds.getFirst().after(from, EVERYTHING, 10, PATIENCE));
        Thread reader = Thread.ofPlatform().start(next);
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
        experiments.control().cancel(experiments.run(experiment, "screen"));
        experiments.events().publish();
        assertThat(next.get().events()).extracting(RunEvent::kind).contains(EventKind.RUN_STATE);
    }

    @Test
    void aReaderOfSomeExperimentsGetsTheirsAndMovesOnOverTheOthers() throws Exception {
        Experiment first = experiments.submit(Map.of());
        Experiment second = experiments.submit(Map.of());
        long last = publishedSoFar();
        for (EventFeed feed : feeds) {
            Slice theirs = feed.after(0, new Selection.Only(java.util.Set.of(first.id())), 100, PATIENCE);
            assertThat(theirs.events())
                    .hasSize(6)
                    .allMatch(event -> event.experimentId().equals(first.id()));
            assertThat(theirs.through()).isEqualTo(last);
        }
        assertThat(second.runs()).hasSize(6);
    }

    @Test
    void prunedHistoryIsAGapToWhoeverHadNotSeenItAndUnpublishedEventsStay() throws Exception {
        experiments.submit(Map.of());
        long old = publishedSoFar();
        database.execute("update run_event set created_at = created_at - interval '40 days'");
        experiments.submit(Map.of());
        long recent = publishedSoFar();
        experiments.submit(Map.of());
        database.execute("update run_event set created_at = created_at - interval '40 days' where position is null");
        EventPruning pruning = new EventPruning(database.jdbc());
        assertThat(pruning.olderThan(Duration.ofDays(30))).isEqualTo(6);
        assertThat(pruning.olderThan(Duration.ofDays(30))).isZero();
        assertThat(database.number("select count(*) from run_event where position is null"))
                .isEqualTo(6);
        try (EventFeed late = feed()) {
            Slice behind = late.after(old - 3, EVERYTHING, 100, PATIENCE);
            assertThat(behind.pruned()).isEqualTo(old).isGreaterThan(old - 3);
            assertThat(behind.events()).hasSize(6);
            assertThat(late.bounds()).isEqualTo(new Bounds(old, recent));
        }
        experiments.events().publish();
        assertThat(pruning.olderThan(Duration.ofDays(30))).isZero();
    }

    @Test
    void transactionsThatWriteEventsNotifyNobodyAndPublishersDoOnce() throws Exception {
        try (Connection connection = database.application().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("listen " + Events.CHANNEL);
            experiments.submit(Map.of());
            assertThat(notifications(connection)).isZero();
            experiments.events().publish();
            experiments.events().publish();
            assertThat(notifications(connection)).isEqualTo(1);
        }
    }

    /** How many notifications of publishers came; they come in the order of commits, so one of our own ends them. */
    private int notifications(Connection connection) throws SQLException {
        database.execute("select pg_notify('" + Events.CHANNEL + "', 'the last')");
        PGConnection listening = connection.unwrap(PGConnection.class);
        int publishers = 0;
        while (true) {
            for (PGNotification one : listening.getNotifications((int) PATIENCE.toMillis())) {
                if (one.getParameter().equals("the last")) {
                    return publishers;
                }
                publishers++;
            }
        }
    }
}
