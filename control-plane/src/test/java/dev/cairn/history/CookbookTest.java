package dev.cairn.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cairn.fidelity.FinishedRun;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each question of the cookbook, asked by the experiment's owner, gives what the tables say. */
final class CookbookTest {
    private static final Path COOKBOOK = Path.of("..", "schemas", "cookbook");
    private static final Viewer OWNER = new Viewer("local", Sight.OWN_AND_SHARED);
    private static final Pattern PARAMETER = Pattern.compile("(?m)^-- :(\\w+), (\\w+), for example (.+)$");

    private static TestDatabase database;
    private static TestHistory history;
    private static Map<String, JsonNode> values;

    @BeforeAll
    static void runOnce() throws InterruptedException {
        FinishedRun finished = FinishedRun.make(Map.of("soar.outer.window", 1, "soar.outer.tau", 0.1));
        database = finished.database();
        history = TestHistory.on(database);
        CookbookRows.addTo(database, finished.run().value());
        JsonNodeFactory json = JsonNodeFactory.instance;
        long experiment = database.number("select min(id) from experiment");
        values = Map.of(
                "experiment", json.numberNode(experiment),
                "run", json.numberNode(finished.run().value()),
                "first", json.numberNode(experiment),
                "second", json.numberNode(database.number("select max(id) from experiment")),
                "name", json.textNode("chains"),
                "since", json.textNode("2020-01-01"));
    }

    @AfterAll
    static void close() {
        history.close();
    }

    static List<Path> questions() throws IOException {
        try (Stream<Path> files = Files.list(COOKBOOK)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void theAnswerIsWhatTheTablesSay(Path file) throws IOException {
        String sql = Files.readString(file);
        assertThat(sql).startsWith("-- ").containsPattern("(?m)^-- Index: .+");
        CookbookAnswers.Answer answer = CookbookAnswers.of(number(file));
        String shown = "select " + answer.shown().replace(" from q", " from (\n" + sql + "\n) q");
        assertThat(rows(shown, sql))
                .isEqualTo(database.query("select " + answer.expected()).stream()
                        // CSV shows null as nothing.
                        .map(row -> row.replace("null", ""))
                        .toList());
    }

    @Test
    void everyQuestionIsListedInTheDocs() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "history.md"));
        for (Path file : questions()) {
            String question =
                    Files.readString(file).lines().findFirst().orElseThrow().substring(3);
            assertThat(page).contains("[" + file.getFileName() + "](../schemas/cookbook/" + file.getFileName() + ")");
            assertThat(page).contains(question);
        }
        assertThat(questions()).hasSizeGreaterThanOrEqualTo(25);
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().substring(0, 2));
    }

    /** The rows as columns joined by a bar. */
    private static List<String> rows(String shown, String sql) {
        Map<String, @Nullable JsonNode> used = new HashMap<>();
        PARAMETER.matcher(sql).results().forEach(match -> used.put(match.group(1), value(match.group(1))));
        QueryRequest request = new QueryRequest(shown, used, null, null);
        String csv =
                history.text(OWNER, request, new CsvFormat(), history.queries().limits());
        return csv.lines().skip(1).map(line -> line.replace(',', '|')).toList();
    }

    private static JsonNode value(String name) {
        JsonNode value = values.get(name);
        if (value == null) {
            throw new AssertionError("no value for the parameter " + name);
        }
        return value;
    }
}
