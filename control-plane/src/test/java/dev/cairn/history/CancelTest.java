package dev.cairn.history;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.history.Viewer.Sight;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries that are cancelled, time out, lose their client, or wait in line. */
final class CancelTest {
    private static final Viewer ANNA = new Viewer("anna", Sight.OWN_AND_SHARED);
    private static final String ENDLESS =
            "with recursive r(n) as (select 1::bigint union all select n + 1 from r) select count(*) from r";

    private TestDatabase database;
    private TestHistory history;

    @BeforeEach
    void open() {
        database = TestDatabase.empty();
        history = TestHistory.on(database, 1, 1);
    }

    @AfterEach
    void close() {
        history.close();
    }

    private CompletableFuture<String> asked(String sql) {
        return CompletableFuture.supplyAsync(() -> history.csv(ANNA, sql), Thread::startVirtualThread);
    }

    /** The number of the newest query, once it is in a state. */
    private long newest(QueryState state) {
        return await().until(
                        () -> history.log().page(ANNA, 1, null).items().stream()
                                .filter(query -> query.state() == state)
                                .map(AskedQuery::id)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private long backends(String state) {
        return TestHistory.backends(database, state);
    }

    private static String failure(CompletableFuture<String> query) {
        try {
            return query.get();
        } catch (ExecutionException e) {
            return e.getCause() instanceof QueryFailedException failed
                    ? failed.problem().sqlState() + " " + failed.getMessage()
                    : String.valueOf(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCancelledQueryEndsInTheDatabase() {
        CompletableFuture<String> query = asked(ENDLESS);
        long id = newest(QueryState.RUNNING);
        await().until(() -> backends("active") == 1);
        assertThat(history.queries().cancel(new Viewer("ben", Sight.OWN_AND_SHARED), id))
                .isEmpty();
        assertThat(history.queries().cancel(ANNA, id)).isPresent();
        assertThat(failure(query)).isEqualTo("57014 the query was cancelled");
        await().until(() -> backends("active") == 0);
        assertThat(history.log().find(ANNA, id).orElseThrow().state()).isEqualTo(QueryState.CANCELLED);
    }

    @Test
    void anotherControlPlaneCanCancelIt() {
        CompletableFuture<String> query = asked(ENDLESS);
        long id = newest(QueryState.RUNNING);
        try (TestHistory other = TestHistory.on(database)) {
            assertThat(other.queries().cancel(ANNA, id)).isPresent();
        }
        assertThat(failure(query)).contains("the query was cancelled");
    }

    @Test
    void aQueryIsCancelledWhileItsSessionIsOpened() throws SQLException {
        CompletableFuture<String> query;
        long id;
        try (Connection other = database.owner().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table history_access.reader");
            query = asked("select 1");
            id = newest(QueryState.RUNNING);
            await().until(() -> database.number("select count(*) from pg_locks where not granted") == 1);
            assertThat(history.queries().cancel(ANNA, id)).isPresent();
            other.rollback();
        }
        assertThat(failure(query)).isEqualTo("57014 the query was cancelled");
        assertThat(history.log().find(ANNA, id).orElseThrow().state()).isEqualTo(QueryState.CANCELLED);
        assertThat(database.query("select * from history_access.reader")).isEmpty();
    }

    @Test
    void aQueryThatTakesTooLongIsEnded() {
        QueryLimits limits = new QueryLimits(Duration.ofMillis(300), 10, 1000);
        assertThatThrownBy(() -> history.queries()
                        .ask(
                                ANNA,
                                new QueryRequest(ENDLESS, null, null, null),
                                new CsvFormat(),
                                limits,
                                new ClientLink()))
                .isInstanceOf(QueryFailedException.class)
                .hasMessageContaining("longer than it may: cairn.history.time-limit");
        await().until(() -> backends("active") == 0);
    }

    @Test
    void theLineIsShortAndCanBeLeft() {
        CompletableFuture<String> running = asked(ENDLESS);
        long first = newest(QueryState.RUNNING);
        CompletableFuture<String> waiting = asked("select 1");
        long second = newest(QueryState.WAITING);
        // On record before it stands in line.
        await().until(() -> history.line().waiting() == 1);
        assertThat(failure(asked("select 2"))).contains("FullException").contains("1 queries wait already");
        history.queries().cancel(ANNA, second);
        assertThat(failure(waiting)).contains("the query was cancelled");
        CompletableFuture<String> next = asked("select 3 as n");
        newest(QueryState.WAITING);
        history.queries().cancel(ANNA, first);
        assertThat(failure(running)).contains("the query was cancelled");
        assertThat(failure(next)).isEqualTo("n\n3");
    }

    @Test
    void aQueryWhoseClientHasGoneEnds() {
        Answer answer = history.queries()
                .ask(
                        ANNA,
                        new QueryRequest("select generate_series(1, 1000000000) g", null, null, null),
                        new NdjsonFormat(),
                        new QueryLimits(Duration.ofMinutes(1), Integer.MAX_VALUE, Long.MAX_VALUE),
                        new ClientLink());
        assertThatThrownBy(() -> answer.writeTo(new BrokenPipe())).isInstanceOf(IOException.class);
        await().until(() -> TestHistory.backends(database, "%") == 0);
        assertThat(history.csv(ANNA, "select 1 as n")).isEqualTo("n\n1");
    }

    @Test
    void aClientThatGoesBeforeTheFirstRowEndsItsQuery() {
        ClientLink client = new ClientLink();
        CompletableFuture<Object> query = CompletableFuture.supplyAsync(
                () -> history.queries()
                        .ask(
                                ANNA,
                                new QueryRequest(ENDLESS, null, null, null),
                                new CsvFormat(),
                                history.queries().limits(),
                                client),
                Thread::startVirtualThread);
        await().until(() -> backends("active") == 1);
        client.gone();
        assertThatThrownBy(query::get).hasMessageContaining("the client disconnected");
        await().until(() -> backends("%") == 0);
    }

    /** A client that has gone. */
    private static final class BrokenPipe extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("broken pipe");
        }
    }
}
