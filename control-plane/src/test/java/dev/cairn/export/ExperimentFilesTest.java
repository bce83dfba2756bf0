package dev.cairn.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.export.ExperimentFiles.ViewFile;
import dev.cairn.export.parquet.ParquetFormat;
import dev.cairn.history.Answer;
import dev.cairn.history.AskedQuery;
import dev.cairn.history.ClientLink;
import dev.cairn.history.QueryFailedException;
import dev.cairn.history.QueryRequest;
import dev.cairn.history.QueryState;
import dev.cairn.history.Viewer;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import dev.cairn.testing.TestJson;
import dev.cairn.testing.Waiting;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of views of history, as they are copied from the database. */
final class ExperimentFilesTest {
    private static final Viewer ANNA = new Viewer("anna", Sight.OWN_AND_SHARED);
    private static final Viewer BEN = new Viewer("ben", Sight.OWN_AND_SHARED);

    private TestDatabase database;
    private TestHistory history;
    private ExportedViews views;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeView() {
        database = TestDatabase.empty();
        history = TestHistory.on(database);
        views = new ExportedViews(database.jdbc(), TestJson.MAPPER);
    }

    @AfterEach
    void dropView() {
        database.asOwner("drop view if exists history.export_probe");
        history.close();
    }

    private ExportedView probe(String select) {
        database.asOwner("create view history.export_probe as " + select);
        return views.named(1, "export_probe").orElseThrow();
    }

    private Path file(Viewer viewer, long experiment, ExportedView view) throws IOException {
        Path file = folder.resolve("view.parquet");
        try (ViewFile made = new ExperimentFiles(history.queries(), new ViewParts(database.jdbc()))
                        .open(viewer, experiment, view, new ClientLink());
                OutputStream out = Files.newOutputStream(file)) {
            made.writeTo(out);
        }
        return file;
    }

    @Test
    void theCopyHasTheSameValuesAsAnAnswerToAQuery() throws Exception {
        ExportedView view = probe("select 1::bigint as experiment_id, v.* from (" + EveryType.SQL + ") v");
        Path copied = file(TestHistory.ADMIN, 1, view);
        Path asked = folder.resolve("asked.parquet");
        QueryRequest request = new QueryRequest("select * from history.export_probe", null, null, null);
        try (Answer answer = history.queries()
                        .ask(
                                TestHistory.ADMIN,
                                request,
                                new ParquetFormat(),
                                history.queries().limits(),
                                new ClientLink());
                OutputStream out = Files.newOutputStream(asked)) {
            answer.writeTo(out);
        }
        assertThat(DuckDb.rows("select * from read_parquet('" + copied + "')"))
                .hasSize(3)
                .isEqualTo(DuckDb.rows("select * from read_parquet('" + asked + "')"));
        assertThat(DuckDb.rows("describe select * from read_parquet('" + copied + "')"))
                .isEqualTo(DuckDb.rows("describe select * from read_parquet('" + asked + "')"));
    }

    @Test
    void numericsOfAnySizeKeepTheirDigits() throws Exception {
        ExportedView view = probe("""
                select 1::bigint as experiment_id, n, n::numeric(38,10) as fixed from (values (0::numeric), (0.00012), (-100000.5),
                    (12345678901234567890.0987654321), (1e20), (10000), (-0.5)) t (n)""");
        assertThat(DuckDb.rows("select n, fixed from read_parquet('" + file(TestHistory.ADMIN, 1, view) + "')"))
                .containsExactly(
                        "[0, 0E-10]",
                        "[0.00012, 0.0001200000]",
                        "[-100000.5, -100000.5000000000]",
                        "[12345678901234567890.0987654321, 12345678901234567890.0987654321]",
                        "[100000000000000000000, 100000000000000000000.0000000000]",
                        "[10000, 10000.0000000000]",
                        "[-0.5, -0.5000000000]");
    }

    @Test
    void onlyTheRowsOfTheExperimentAreInItsFile() throws Exception {
        ExportedView view = probe("select 1 + g % 2 as experiment_id, g from generate_series(1, 50000) g");
        assertThat(DuckDb.rows("select count(*), sum(g) from read_parquet('" + file(TestHistory.ADMIN, 2, view) + "')"))
                .containsExactly("[25000, 625000000]");
        assertThat(DuckDb.rows(
                        "select count(*), count(g) from read_parquet('" + file(TestHistory.ADMIN, 9, view) + "')"))
                .containsExactly("[0, 0]");
        assertThat(history.log().page(TestHistory.ADMIN, 10, null).items())
                .extracting(AskedQuery::rows)
                .containsExactly(0L, 25_000L);
    }

    @Test
    void aTypeThatFilesDoNotHaveBecomesText() throws Exception {
        ExportedView view = probe("""
                select 1::bigint as experiment_id, interval '1 day' as wait, array['{"a": 1}'::jsonb] as docs, 'a: ?' as "odd :name?"
                """);
        assertThat(view.columns())
                .extracting(ExportedView.ViewColumn::type)
                .containsExactly("int8", "text", "text", "text");
        assertThat(DuckDb.rows("select * from read_parquet('" + file(TestHistory.ADMIN, 1, view) + "')"))
                .containsExactly("[1, 1 day, {\"{\\\"a\\\": 1}\"}, a: ?]");
    }

    @Test
    void aFileThatFailsMidwayIsNotWholeAndOnRecord() {
        ExportedView view = probe("select 1 as experiment_id, 1 / (90000 - g) as g from generate_series(1, 100000) g");
        assertThatThrownBy(() -> file(TestHistory.ADMIN, 1, view))
                .isInstanceOf(QueryFailedException.class)
                .hasMessageContaining("division by zero");
        assertThatThrownBy(() -> DuckDb.rows("select * from read_parquet('" + folder.resolve("view.parquet") + "')"))
                .isInstanceOf(java.sql.SQLException.class);
        assertThat(history.log().page(TestHistory.ADMIN, 10, null).items())
                .extracting(AskedQuery::state)
                .containsExactly(QueryState.FAILED);
    }

    @Test
    void aReaderThatStopsEndsTheQuery() {
        ExportedView view =
                probe("select 1 as experiment_id, md5(g::text) as words from generate_series(1, 2000000) g");
        WatchedStream left = new WatchedStream(1 << 20, () -> {
            throw new IOException("the client is gone");
        });
        assertThatThrownBy(() -> write(view, left)).isInstanceOf(IOException.class);
        assertThat(history.log().page(TestHistory.ADMIN, 10, null).items())
                .extracting(AskedQuery::state)
                .containsExactly(QueryState.CANCELLED);
        Waiting.await().until(() -> TestHistory.backends(database, "%") == 0);
    }

    @Test
    void theHeapDoesNotGrowWithTheRows() throws Exception {
        ExportedView view = probe("""
                select 1 as experiment_id, hashint8extended(g, 1) as a, hashint8extended(g, 2) as b, hashint8extended(g, 3) as c
                from (select generate_series(1::bigint, 5000000) as g) s""");
        List<Long> heaps = new ArrayList<>();
        WatchedStream file = new WatchedStream(40 << 20, () -> heaps.add(usedHeap()));
        write(view, file);
        assertThat(file.bytes()).isGreaterThan(100 << 20);
        assertThat(heaps.getLast() - heaps.getFirst()).isLessThan(20 << 20);
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void write(ExportedView view, OutputStream out) throws IOException {
        try (ViewFile made = new ExperimentFiles(history.queries(), new ViewParts(database.jdbc()))
                .open(TestHistory.ADMIN, 1, view, new ClientLink())) {
            made.writeTo(out);
        }
    }

    @Test
    void aViewComesWithItsCommentsAndAnEstimate() {
        database.asOwner("create view history.export_probe as select g as experiment_id from generate_series(1, 10) g");
        database.asOwner("comment on view history.export_probe is 'numbers'");
        database.asOwner("comment on column history.export_probe.experiment_id is 'a number'");
        List<ExportedView> all = views.all(1);
        assertThat(all).anySatisfy(view -> {
            assertThat(view.name()).isEqualTo("export_probe");
            assertThat(view.comment()).isEqualTo("numbers");
            assertThat(view.rows()).isPositive();
            assertThat(view.columns())
                    .containsExactly(new ExportedView.ViewColumn("experiment_id", "int4", "a number"));
        });
        assertThat(views.named(1, "nothing")).isEmpty();
    }

    @Test
    void everyViewOfHistoryThatBelongsToAnExperimentBecomesAFile() throws Exception {
        TestHistory.experiment(database, "a", "anna");
        long id = database.number("select id from experiment");
        List<ExportedView> all = views.all(id);
        assertThat(all)
                .extracting(ExportedView::name)
                .contains("experiments", "runs", "rollouts", "trials", "problem_sets", "problems")
                .doesNotContain("columns", "catalog", "version");
        for (ExportedView view : all) {
            assertThat(DuckDb.rows("select count(*) from read_parquet('" + file(ANNA, id, view) + "')"))
                    .as(view.name())
                    .hasSize(1);
        }
        assertThat(DuckDb.rows("select name, owner from read_parquet('"
                        + file(ANNA, id, views.named(id, "experiments").orElseThrow()) + "')"))
                .containsExactly("[a, anna]");
        assertThat(DuckDb.rows("select count(*) from read_parquet('"
                        + file(BEN, id, views.named(id, "experiments").orElseThrow()) + "')"))
                .containsExactly("[0]");
    }

    @Test
    void onlyReadersOfAnExperimentMayHaveItsFiles() {
        TestHistory.experiment(database, "a", "anna");
        long id = database.number("select id from experiment");
        assertThat(views.mayRead(ANNA, id)).isTrue();
        assertThat(views.mayRead(TestHistory.ADMIN, id)).isTrue();
        assertThat(views.mayRead(BEN, id)).isFalse();
        assertThat(views.mayRead(TestHistory.ADMIN, id + 1)).isFalse();
        database.execute("update experiment set shared = true");
        assertThat(views.mayRead(BEN, id)).isTrue();
    }
}
