package dev.cairn.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.base.InvalidInputException;
import dev.cairn.history.QueryFailedException.Problem;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import dev.cairn.testing.TestJson;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries over history as they are asked: parameters, formats, limits, errors, and their record. */
final class HistoryQueriesTest {
    private static final Viewer ANNA = new Viewer("anna", Sight.OWN_AND_SHARED);

    private TestDatabase database;
    private TestHistory history;

    @BeforeEach
    void openDoor() {
        database = TestDatabase.empty();
        history = TestHistory.on(database);
    }

    @AfterEach
    void close() {
        history.close();
    }

    private JsonNode json(String sql, Map<String, Object> parameters, @Nullable Integer limit) throws Exception {
        Map<String, @Nullable JsonNode> values = new HashMap<>();
        parameters.forEach((name, value) -> values.put(name, TestJson.MAPPER.valueToTree(value)));
        QueryRequest request = new QueryRequest(sql, values, limit, null);
        return TestJson.MAPPER.readTree(
                history.text(ANNA, request, new JsonFormat(), history.queries().limits()));
    }

    private Problem problem(String sql) {
        try {
            history.csv(ANNA, sql);
        } catch (QueryFailedException e) {
            return e.problem();
        }
        throw new AssertionError("not refused: " + sql);
    }

    @Test
    void everyTypeArrivesWithoutLoss() throws Exception {
        JsonNode answer = json("""
                select 1::int as i, 9007199254740993 as big, 0.1::numeric as n, 12345678901234567890.5 as long_n,
                    'NaN'::float8 as nan, 1e300::float8 as f, true as b, null::text as nothing, '' as empty,
                    '{"a": [1]}'::jsonb as j, array[1, null, 3] as list, '2026-01-02 03:04:05.678+00'::timestamptz as at,
                    '\\xdeadbeef'::bytea as bytes, 'infinity'::timestamptz as never, 'a "quoted" 🙂' as t""", Map.of(), null);
        assertThat(answer.get("rows").get(0).toString()).isEqualTo("""
                [1,"9007199254740993",0.1,"12345678901234567890.5","NaN",1.0E300,true,null,"",{"a":[1]},[1,null,3],\
                "2026-01-02T03:04:05.678Z","\\\\xdeadbeef","infinity","a \\"quoted\\" 🙂"]""");
        assertThat(answer.get("columns").get(1).toString()).isEqualTo("{\"name\":\"big\",\"type\":\"int8\"}");
        assertThat(answer.get("rowCount").asInt()).isEqualTo(1);
        assertThat(answer.get("truncated").asBoolean()).isFalse();
    }

    /** Two queries may run at a time, and each of these had a place. */
    @Test
    void aPlaceInTheLineIsGivenBackWhateverHappens() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) {
                throw new OutOfMemoryError("on purpose");
            }
        };
        for (int i = 0; i < 3; i++) {
            QueryRequest request = new QueryRequest("select 1 as one", Map.of(), null, null);
            Answer answer = history.queries()
                    .ask(ANNA, request, new CsvFormat(), history.queries().limits(), new ClientLink());
            assertThatThrownBy(() -> answer.writeTo(full)).isInstanceOf(OutOfMemoryError.class);
        }
        assertThat(history.csv(ANNA, "select 2 as two")).isEqualTo("two\n2");
        assertThat(TestHistory.backends(database, "%")).isZero();
    }

    @Test
    void parametersAreBoundWhereverTheyStandAndNowhereElse() throws Exception {
        JsonNode answer = json(
                """
                select :a::int + 1, ':a', "x:a", e'\\':a', $q$:a$q$, :t, :f > 0.4, :n::text is null, 5 = any(:list),
                    '{"k":1}'::jsonb ? :t -- :nope
                    /* :nope /* nested */ :nope */
                from (select 1 as "x:a") s where :flag;""",
                Map.of(
                        "a",
                        41,
                        "t",
                        "k",
                        "f",
                        0.5,
                        "list",
                        new int[] {4, 5},
                        "flag",
                        true,
                        "n",
                        TestJson.MAPPER.nullNode()),
                null);
        assertThat(answer.get("rows").get(0).toString())
                .isEqualTo("[42,\":a\",1,\"':a\",\":a\",\"k\",true,true,true,true]");
        assertThatThrownBy(() -> json("select :a", Map.of("b", 1), null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("parameters.a: has no value")
                .hasMessageContaining("parameters.b: does not occur in sql (allowed: a)");
        assertThat(json("select :a", Map.of("a", "'; drop table run; --"), null)
                        .get("rows")
                        .get(0)
                        .get(0)
                        .asText())
                .isEqualTo("'; drop table run; --");
    }

    @Test
    void anErrorHasItsStateAndItsPlaceInTheTextAsWritten() {
        Problem problem = problem("select '🙂',\n  nme from (select 1 as name) x");
        assertThat(problem.sqlState()).isEqualTo("42703");
        assertThat(problem.position()).isEqualTo(15);
        assertThat(problem.line()).isEqualTo(2);
        assertThat(problem.hint()).contains("name");
        assertThat(problem("select 1; select 2").message()).contains("more than one statement");
        assertThat(problem("select 'abc").message()).contains("does not end");
        assertThat(problem("select 1 / 0").sqlState()).isEqualTo("22012");
    }

    @Test
    void theAnswerSaysWhichLimitCutIt() throws Exception {
        JsonNode few = json("select g from generate_series(1, 10) g", Map.of(), 3);
        assertThat(few.get("rows")).hasSize(3);
        assertThat(few.get("truncatedBy").asText()).isEqualTo("rows");
        assertThat(json("select g from generate_series(1, 3) g", Map.of(), 3)
                        .get("truncated")
                        .asBoolean())
                .isFalse();
        QueryRequest request =
                new QueryRequest("select repeat('x', 1000) from generate_series(1, 100000)", null, null, null);
        String text = history.text(
                ANNA, request, new NdjsonFormat(), new QueryLimits(Duration.ofSeconds(60), 1_000_000, 1_000_000));
        assertThat(text.length()).isBetween(1_000_000, 1_200_000);
        assertThat(text.lines().toList().getLast()).contains("\"truncatedBy\":\"bytes\"");
        assertThatThrownBy(() -> json("select 1", Map.of(), 0)).hasMessageContaining("limit: is 0");
    }

    @Test
    void eachQueryIsOnRecordForTheOneWhoAskedAndForAdmins() {
        history.csv(ANNA, "select 1");
        assertThatThrownBy(() -> history.csv(ANNA, "select nonsense")).isInstanceOf(QueryFailedException.class);
        QueryPage page = history.log().page(ANNA, 10, null);
        assertThat(page.items()).extracting(AskedQuery::state).containsExactly(QueryState.FAILED, QueryState.SUCCEEDED);
        assertThat(page.items().getFirst().error()).contains("nonsense");
        assertThat(page.items().getLast().rows()).isEqualTo(1);
        assertThat(history.log().page(TestHistory.ADMIN, 10, null).items()).hasSize(2);
        assertThat(history.log()
                        .page(new Viewer("ben", Sight.OWN_AND_SHARED), 10, null)
                        .items())
                .isEmpty();
        assertThat(database.query("select * from history_access.reader")).isEmpty();
    }

    @Test
    void csvTellsNullFromEmptyAndQuotesByTheRules() {
        assertThat(history.csv(ANNA, "select null as a, '' as b, 'x,y' as c, 'say \"hi\"' as d, e'two\\nlines' as e"))
                .isEqualTo("a,b,c,d,e\n,\"\",\"x,y\",\"say \"\"hi\"\"\",\"two\nlines\"");
    }

    @Test
    void aPlanIsReturnedInPlaceOfTheRows() {
        QueryRequest request = new QueryRequest("select * from generate_series(1, 10)", null, null, true);
        assertThat(history.text(
                        ANNA, request, new CsvFormat(), history.queries().limits()))
                .startsWith("QUERY PLAN")
                .contains("Function Scan on generate_series");
    }

    @Test
    void theViewerIsKnownToTheDatabase() {
        assertThat(history.csv(ANNA, "select session_user, current_setting('transaction_read_only')"))
                .endsWith("cairn_history_rest,on");
        assertThat(history.csv(ANNA, "select history_access.viewer(), history_access.sees_all()"))
                .endsWith("anna,f");
        assertThat(history.csv(TestHistory.ADMIN, "select history_access.sees_all()"))
                .endsWith("t");
    }
}
