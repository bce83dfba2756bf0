package dev.cairn.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.export.ExperimentFiles.ViewFile;
import dev.cairn.history.AskedQuery;
import dev.cairn.history.ClientLink;
import dev.cairn.history.QueryFailedException;
import dev.cairn.history.QueryState;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import dev.cairn.testing.TestJson;
import dev.cairn.testing.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of rollouts, which are read in parts. */
final class PartsTest {
    private static final int NEVER = 0;

    private TestDatabase database;

    @TempDir
    private Path folder;

    /** An experiment with 50 units of 2,000 rollouts. */
    @BeforeEach
    void makeUnits() {
        database = TestDatabase.empty();
        TestHistory.experiment(database, "a", "anna");
        database.execute("""
                insert into run (experiment_id, ordinal, name, kind, settings, seed, state)
                select id, 0, 'soar', 'soar', '{}', 1, 'queued' from experiment""");
        database.asOwner("alter table run_unit disable trigger user");
        units(IntStream.range(0, 50));
    }

    @AfterEach
    void dropView() {
        database.asOwner("drop view if exists history.export_probe");
        database.asOwner("alter table run_unit enable trigger user");
    }

    private void units(IntStream numbers) {
        numbers.forEach(i -> database.asOwner("""
                insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at)
                select id, 'it''s %d', 1, 1, 'x', '{}', 2000, now() from run""".formatted(i)));
    }

    private ExportedView view(int fails) {
        database.asOwner("""
                create view history.export_probe as
                select r.experiment_id, u.run_id, u.unit, p as position, md5(u.unit || p) as words,
                    1 / (%s - p) as quotient
                from run_unit u join run r on r.id = u.run_id cross join generate_series(1, u.rollouts) p""".formatted(fails));
        return new ExportedViews(database.jdbc(), TestJson.MAPPER)
                .named(experiment(), "export_probe")
                .orElseThrow();
    }

    private long experiment() {
        return database.number("select id from experiment");
    }

    private ViewFile open(TestHistory history, ExportedView view, int rollouts) {
        return new ExperimentFiles(history.queries(), new ViewParts(database.jdbc(), rollouts))
                .open(TestHistory.ADMIN, experiment(), view, new ClientLink());
    }

    private byte[] bytes(ExportedView view, int connections) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TestHistory history = TestHistory.on(database, connections, 16);
                ViewFile file = open(history, view, 10_000)) {
            file.writeTo(out);
        }
        return out.toByteArray();
    }

    @Test
    void theFileIsTheSameHoweverManyConnectionsReadIt() throws Exception {
        ExportedView view = view(NEVER);
        byte[] alone = bytes(view, 1);
        assertThat(bytes(view, 2)).isEqualTo(alone);
        assertThat(bytes(view, 4)).isEqualTo(alone);
        Path file = Files.write(folder.resolve("view.parquet"), alone);
        assertThat(DuckDb.rows("select count(*), count(distinct unit || ' ' || position), (select max(row_group_id)"
                        + " from parquet_metadata('" + file + "')) from read_parquet('" + file + "')"))
                .containsExactly("[100000, 100000, 9]");
    }

    @Test
    void allPartsSeeTheSameStateOfTheDatabase() throws Exception {
        ExportedView view = view(NEVER);
        Path target = folder.resolve("view.parquet");
        try (TestHistory history = TestHistory.on(database);
                ViewFile file = open(history, view, 10_000);
                OutputStream out = Files.newOutputStream(target)) {
            units(IntStream.range(50, 60));
            file.writeTo(out);
        }
        assertThat(DuckDb.rows("select count(*), count(distinct unit) from read_parquet('" + target + "')"))
                .containsExactly("[100000, 50]");
    }

    @Test
    void aPartThatFailsEndsTheOthers() {
        ExportedView view = view(1_999);
        try (TestHistory history = TestHistory.on(database)) {
            assertThatThrownBy(() -> {
                        try (ViewFile file = open(history, view, 10_000)) {
                            file.writeTo(OutputStream.nullOutputStream());
                        }
                    })
                    .isInstanceOf(QueryFailedException.class)
                    .hasMessageContaining("division by zero");
            assertThat(history.log().page(TestHistory.ADMIN, 10, null).items())
                    .extracting(AskedQuery::state)
                    .containsExactly(QueryState.FAILED);
            Waiting.await().until(() -> TestHistory.backends(database, "%") == 0);
            // All places in the line are free again.
            assertThatThrownBy(() -> open(history, view, 10_000).writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(QueryFailedException.class);
        }
    }

    @Test
    void aReaderThatStopsEndsAllParts() {
        ExportedView view = view(NEVER);
        WatchedStream left = new WatchedStream(1 << 20, () -> {
            throw new IOException("the client is gone");
        });
        try (TestHistory history = TestHistory.on(database)) {
            assertThatThrownBy(() -> open(history, view, 10_000).writeTo(left)).isInstanceOf(IOException.class);
            assertThat(history.log().page(TestHistory.ADMIN, 10, null).items())
                    .extracting(AskedQuery::state)
                    .containsExactly(QueryState.CANCELLED);
            Waiting.await().until(() -> TestHistory.backends(database, "%") == 0);
        }
    }
}
