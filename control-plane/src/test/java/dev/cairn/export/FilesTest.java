package dev.cairn.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.export.arrow.ArrowFormat;
import dev.cairn.export.parquet.ParquetFormat;
import dev.cairn.history.Answer;
import dev.cairn.history.ClientLink;
import dev.cairn.history.QueryFailedException;
import dev.cairn.history.QueryLimits;
import dev.cairn.history.QueryRequest;
import dev.cairn.history.ResultFormat;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import dev.cairn.testing.TestJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Answers as Parquet and Arrow, read back by DuckDB and pyarrow. */
final class FilesTest {
    private TestHistory history;

    @TempDir
    private Path folder;

    @BeforeEach
    void openDoor() {
        history = TestHistory.on(TestDatabase.empty());
    }

    @AfterEach
    void close() {
        history.close();
    }

    private Path file(String sql, ResultFormat format, QueryLimits limits) throws IOException {
        Path file = folder.resolve("answer." + format.name());
        QueryRequest request = new QueryRequest(sql, Map.of(), null, null);
        try (Answer answer = history.queries().ask(TestHistory.ADMIN, request, format, limits, new ClientLink());
                OutputStream out = Files.newOutputStream(file)) {
            answer.writeTo(out);
        }
        return file;
    }

    private Path parquet(String sql) throws IOException {
        return file(sql, new ParquetFormat(), history.queries().limits());
    }

    private static JsonNode pyarrow(Path file, String format) throws Exception {
        Path script = Path.of(Objects.requireNonNull(FilesTest.class.getResource("/export/read_back.py"))
                .toURI());
        Process process = new ProcessBuilder(System.getenv("CAIRN_PYTHON"), script.toString(), file.toString(), format)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        JsonNode read = TestJson.MAPPER.readTree(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).isZero();
        return read;
    }

    @Test
    void duckdbReadsEveryTypeAsItWas() throws Exception {
        Path file = parquet(EveryType.SQL);
        assertThat(DuckDb.rows("select * from read_parquet('" + file + "')"))
                .containsExactly(
                        "[true, 1, -2147483648, 9223372036854775807, 1.5, NaN, é🙂, {\"a\": [1]}, \\x00\\xFF,"
                                + " 123e4567-e89b-12d3-a456-426614174000, 2026-01-02, 2026-01-02T03:04:05.678901Z,"
                                + " 0001-01-01 00:00:00.0, -12.34, 92233720368547758070, [1, NULL, 3], [x, '']]",
                        "[false, -1, 2147483647, -9223372036854775808, -Infinity, 1.0E300, , \"x\", , null, 1969-12-31,"
                                + " 1900-01-01T00:00Z, 2026-01-02 03:04:05.0, 99999999.99, 0.1, [], null]",
                        "[null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,"
                                + " null]");
        assertThat(DuckDb.rows(
                        "select column_name, column_type from (describe select * from read_parquet('" + file + "'))"))
                .containsExactly(
                        "[flag, BOOLEAN]",
                        "[small, INTEGER]",
                        "[whole, INTEGER]",
                        "[big, BIGINT]",
                        "[single, FLOAT]",
                        "[real, DOUBLE]",
                        "[words, VARCHAR]",
                        "[doc, JSON]",
                        "[raw, BLOB]",
                        "[id, UUID]",
                        "[day, DATE]",
                        "[at, TIMESTAMP WITH TIME ZONE]",
                        "[local, TIMESTAMP]",
                        "[money, DECIMAL(10,2)]",
                        "[exact, VARCHAR]",
                        "[list, INTEGER[]]",
                        "[names, VARCHAR[]]");
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "CAIRN_PYTHON", matches = ".+")
    void pyarrowReadsEveryTypeFromBothFormats() throws Exception {
        JsonNode parquet = pyarrow(parquet(EveryType.SQL), "parquet");
        JsonNode arrow =
                pyarrow(file(EveryType.SQL, new ArrowFormat(), history.queries().limits()), "arrow");
        assertThat(texts(arrow.get("types")))
                .containsExactly(
                        "bool",
                        "int32",
                        "int32",
                        "int64",
                        "float",
                        "double",
                        "string",
                        "extension<arrow.json>",
                        "binary",
                        "extension<arrow.uuid>",
                        "date32[day]",
                        "timestamp[us, tz=UTC]",
                        "timestamp[us]",
                        "decimal128(10, 2)",
                        "string",
                        "list<element: int32>",
                        "list<element: string>");
        assertThat(parquet.get("types").size()).isEqualTo(arrow.get("types").size());
        assertThat(parquet.get("rows")).isEqualTo(arrow.get("rows"));
        assertThat(texts(parquet.get("rows").get(0)))
                .contains("True", "-2147483648", "9223372036854775807", "nan", "'é🙂'", "b'\\x00\\xff'", "[1, None, 3]")
                .contains("Decimal('-12.34')", "'92233720368547758070'", "datetime.date(2026, 1, 2)");
        assertThat(texts(parquet.get("rows").get(2))).containsOnly("None");
        assertThat(parquet.get("pandas").asInt()).isEqualTo(3);
    }

    private static List<String> texts(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToObj(i -> array.get(i).asText())
                .toList();
    }

    @Test
    void manyBatchesAndRowGroupsHaveTheSameCountsAndSums() throws Exception {
        Path file = parquet("""
                select g, g % 7 as few, case when g % 3 = 0 then g * 0.5::float8 end as half, md5(g::text) as hash,
                    repeat('w', case when g % 500 = 0 then 1000000 else 1 end) as words, array[g, -g] as pair
                from generate_series(1, 100000) g""");
        assertThat(DuckDb.rows("""
                select count(*), sum(g), sum(few), count(half), sum(half), count(distinct hash), sum(length(words)),
                    sum(list_sum(pair)),
                    (select max(row_group_id) > 1 from parquet_metadata('%s'))
                from read_parquet('%s')
                """.formatted(file, file)))
                .containsExactly("[100000, 5000050000, 300000, 33333, 8.333416665E8, 100000, 200099800, 0, true]");
        assertThat(DuckDb.rows("select min(g), max(g) from read_parquet('" + file + "') where g > 99990"))
                .containsExactly("[99991, 100000]");
        assertThat(DuckDb.rows("select count(*) from read_parquet('" + file + "') where hash = md5('77777')"))
                .containsExactly("[1]");
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "CAIRN_PYTHON", matches = ".+")
    void anEmptyAnswerKeepsItsColumns() throws Exception {
        String none = "select 1 as a, 'x' as b where false";
        assertThat(DuckDb.rows("select count(*), count(a), count(b) from read_parquet('" + parquet(none) + "')"))
                .containsExactly("[0, 0, 0]");
        JsonNode arrow = pyarrow(file(none, new ArrowFormat(), history.queries().limits()), "arrow");
        assertThat(texts(arrow.get("types"))).containsExactly("int32", "string");
        assertThat(arrow.get("rows")).isEmpty();
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "CAIRN_PYTHON", matches = ".+")
    void aCutAnswerNamesTheLimitInItsMetadata() throws Exception {
        Path file = file(
                "select generate_series(1, 10)",
                new ParquetFormat(),
                new QueryLimits(Duration.ofSeconds(30), 4, 1 << 20));
        JsonNode read = pyarrow(file, "parquet");
        assertThat(read.get("rows")).hasSize(4);
        assertThat(read.get("notes").get("cairn.truncatedBy").asText()).isEqualTo("rows");
    }

    @Test
    void whatAFileCannotHoldIsRefusedWithTheCastToWrite() {
        assertRefused("select 1 as a, interval '1 day' as wait", "wait", "extract(epoch from \"wait\")::float8");
        assertRefused("select 1 as a, 2 as a", "two columns are called a", "AS");
        assertRefused("select array['1'::jsonb] as docs", "docs", "to_jsonb(\"docs\")");
        assertRefused("select '(1,2)'::point as place", "place", "\"place\"::text");
        assertRefused("select array[[1, 2], [3, 4]] as grid", "grid", "to_jsonb");
        assertRefused("select 'infinity'::timestamptz as never", "never", "infinite");
        assertRefused("select 'NaN'::numeric(5, 2) as odd", "odd", "::float8");
    }

    private void assertRefused(String sql, String... words) {
        assertThatThrownBy(() -> parquet(sql))
                .isInstanceOf(QueryFailedException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void aQueryThatFailsMidwayLeavesNoFileThatLooksWhole() {
        assertThatThrownBy(() -> parquet("select 1 / (90000 - g) from generate_series(1, 100000) g"))
                .isInstanceOf(QueryFailedException.class)
                .hasMessageContaining("division by zero");
        assertThatThrownBy(() -> DuckDb.rows("select * from read_parquet('" + folder.resolve("answer.parquet") + "')"))
                .isInstanceOf(java.sql.SQLException.class);
    }
}
