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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each question of the cookbook, asked by the experiment's owner, gives what the tables say. */
final class CookbookTest {
    private static final Viewer OWNER = new Viewer("local", Sight.OWN_AND_SHARED);

    private static TestDatabase database;
    private static TestHistory history;
    private static Cookbook cookbook;

    @BeforeAll
    static void runOnce() throws InterruptedException {
        FinishedRun finished = FinishedRun.make(Map.of("soar.outer.window", 1, "soar.outer.tau", 0.1));
        database = finished.database();
        history = TestHistory.on(database);
        CookbookRows.addTo(database, finished.run().value());
        JsonNodeFactory json = JsonNodeFactory.instance;
        long experiment = database.number("select min(id) from experiment");
        Map<String, JsonNode> values = Map.of(
                "experiment", json.numberNode(experiment),
                "run", json.numberNode(finished.run().value()),
                "first", json.numberNode(experiment),
                "second", json.numberNode(database.number("select max(id) from experiment")),
                "name", json.textNode("chains"),
                "since", json.textNode("2020-01-01"));
        cookbook = new Cookbook(history, OWNER, values);
    }

    @AfterAll
    static void close() {
        history.close();
    }

    static List<Path> questions() {
        return Cookbook.questions();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void theAnswerIsWhatTheTablesSay(Path file) throws IOException {
        assertThat(Cookbook.read(file)).startsWith("-- ").containsPattern("(?m)^-- Index: .+");
        CookbookAnswers.Answer answer = CookbookAnswers.of(Cookbook.number(file));
        List<String> rows = cookbook.text(file, answer.shown(), new CsvFormat())
                .lines()
                .skip(1)
                .map(line -> line.replace(',', '|'))
                .toList();
        assertThat(rows)
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
}
