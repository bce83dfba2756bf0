package dev.cairn.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.export.ExperimentFiles.ViewFile;
import dev.cairn.history.ClientLink;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import dev.cairn.testing.TestJson;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns of many pages, with and without a dictionary, as DuckDB reads them. */
final class ManyValuesTest {
    private static final int ROWS = 150_000;

    private final TestDatabase database = TestDatabase.empty();

    @TempDir
    private Path folder;

    @AfterEach
    void dropView() {
        database.asOwner("drop view if exists history.export_probe");
    }

    @Test
    void everyValueIsReadBack() throws Exception {
        List<String> expressions = List.of(
                "g",
                "g % 7",
                "case when g % 3 = 0 then g % 1000 end",
                "null::int",
                "case when g > 100000 then g end",
                // Few at first, then too many for a dictionary.
                "case when g < 50000 then g % 10 else g end",
                "hashint8extended(g, 0)",
                "case when g % 1000 < 990 then 5::bigint else g end",
                "hashint8extended(g, 0) % 2 = 0",
                "case when g % 11 > 2 then g % 2 = 0 end",
                "'same'::text",
                "case when g % 5 > 0 then 'word ' || g % 300 end",
                "md5(g::text)",
                "case when g < 50000 then 'few' else repeat(md5(g::text), 2) end",
                "array[g, null, g % 3]",
                "case when g % 4 = 1 then '{}'::int[] when g % 4 = 2 then array[g] when g % 4 = 3 then array[1, 2, g] end",
                "case when g % 2 = 0 then array['a', 'b ' || g % 10] end",
                "(g / 4.0 + 0.125)::float8",
                "case when g % 2 = 0 then (g % 50 / 4.0 + 0.125)::float4 end",
                "md5(g::text)::uuid",
                "case when g % 3 > 0 then (g / 8.0)::numeric(12,3) end",
                "date '2026-01-01' + g % 500");
        List<String> columns = Stream.iterate(0, i -> i + 1)
                .limit(expressions.size())
                .map(i -> expressions.get(i) + " as c" + i)
                .toList();
        database.asOwner("create view history.export_probe as select 1::bigint as experiment_id, g, "
                + String.join(", ", columns) + " from generate_series(1, " + ROWS + ") g");
        ExportedView view = new ExportedViews(database.jdbc(), TestJson.MAPPER)
                .named(1, "export_probe")
                .orElseThrow();
        Path file = folder.resolve("view.parquet");
        try (TestHistory history = TestHistory.on(database);
                ViewFile made = new ExperimentFiles(history.queries(), new ViewParts(database.jdbc()))
                        .open(TestHistory.ADMIN, 1, view, new ClientLink());
                OutputStream out = Files.newOutputStream(file)) {
            made.writeTo(out);
        }
        for (int i = 0; i < expressions.size(); i++) {
            boolean isList = expressions.get(i).contains("array[");
            String text = isList ? "array_to_string(c%d, ';', '-')".formatted(i) : "c%d::text".formatted(i);
            String duck = isList
                    ? "array_to_string([coalesce(x::text, '-') for x in c%d], ';')".formatted(i)
                    : "c%d::text".formatted(i);
            String digest = "select md5(string_agg(coalesce(%s, 'null'), ',' order by g)) from %s";
            assertThat(DuckDb.rows(digest.formatted(duck, "read_parquet('" + file + "')")))
                    .as(expressions.get(i))
                    .isEqualTo(List.of(database.query(digest.formatted(text, "history.export_probe"))
                            .toString()));
        }
        assertThat(DuckDb.rows(
                        "select path_in_schema, min(stats_min_value), max(stats_max_value), sum(stats_null_count)"
                                + " from parquet_metadata('" + file
                                + "') where path_in_schema in ('c1', 'c2', 'c3', 'c9', 'c11', 'c17')"
                                + " group by all order by 1"))
                .containsExactly(
                        "[c1, 0, 6, 0]",
                        "[c11, word 1, word 99, 30000]",
                        "[c17, 0.375, 37500.125, 0]",
                        "[c2, 0, 999, 100000]",
                        "[c3, null, null, 150000]",
                        "[c9, false, true, 40910]");
    }
}
