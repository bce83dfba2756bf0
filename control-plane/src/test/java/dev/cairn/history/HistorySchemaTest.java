package dev.cairn.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CommittedSchema;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The public views of history only gain, and the committed list and docs page of them are what the database says. */
final class HistorySchemaTest {
    private static final Path COMMITTED = Path.of("..", "schemas", "history.json");

    private record View(String name, String comment, List<Column> columns) {}

    private record Column(String name, String type, String comment) {}

    private TestDatabase database;

    @BeforeEach
    void start() {
        database = TestDatabase.empty();
    }

    @Test
    void nothingIsTakenAwayAndTheCommittedListIsWhatTheDatabaseHas() throws IOException {
        JsonNode generated = list(views());
        if (Files.exists(COMMITTED)) {
            assertThat(lost(TestJson.MAPPER.readTree(Files.readString(COMMITTED)), generated))
                    .as("readers rely on these: views only gain columns, and a column keeps its name and type")
                    .isEmpty();
        }
        CommittedSchema.named("history.json")
                .mustBe(TestJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(generated) + "\n");
    }

    @Test
    void thePageOfTheViewsIsWhatTheDatabaseSays() throws IOException {
        new CommittedSchema(Path.of("..", "docs", "history-views.md")).mustBe(page(views()));
    }

    @Test
    void aViewOrColumnThatIsMissingOrHasAnotherTypeIsNoticed() throws IOException {
        JsonNode before = TestJson.MAPPER.readTree("""
                {"views": [
                    {"name": "a", "columns": [{"name": "x", "type": "bigint"}, {"name": "y", "type": "text"}]},
                    {"name": "b", "columns": [{"name": "z", "type": "text"}]}]}""");
        JsonNode after = TestJson.MAPPER.readTree("""
                {"views": [
                    {"name": "a", "columns": [{"name": "x", "type": "integer"}, {"name": "new", "type": "text"}]}]}""");
        assertThat(lost(before, after)).containsExactly("a.x bigint", "a.y text", "b.z text");
        assertThat(lost(before, before)).isEmpty();
    }

    private List<View> views() {
        Map<String, View> views = new LinkedHashMap<>();
        for (String row : database.query("select view_name, comment from history.catalog order by view_name")) {
            String[] parts = row.split("\\|", 2);
            views.put(parts[0], new View(parts[0], parts[1], new ArrayList<>()));
        }
        for (String row : database.query(
                "select view_name, column_name, type, comment from history.columns order by view_name, position")) {
            String[] parts = row.split("\\|", 4);
            assertThat(parts[3])
                    .as(parts[0] + "." + parts[1] + " has a comment")
                    .isNotEqualTo("null");
            Objects.requireNonNull(views.get(parts[0])).columns().add(new Column(parts[1], parts[2], parts[3]));
        }
        assertThat(views.values()).allSatisfy(view -> assertThat(view.comment()).isNotEqualTo("null"));
        return List.copyOf(views.values());
    }

    private JsonNode list(List<View> views) {
        ObjectNode list = TestJson.MAPPER.createObjectNode();
        list.put("version", database.number("select version from history.version"));
        ArrayNode all = list.putArray("views");
        for (View view : views) {
            ObjectNode one = all.addObject().put("name", view.name()).put("comment", view.comment());
            ArrayNode columns = one.putArray("columns");
            view.columns()
                    .forEach(column -> columns.addObject()
                            .put("name", column.name())
                            .put("type", column.type())
                            .put("comment", column.comment()));
        }
        return list;
    }

    private static List<String> lost(JsonNode before, JsonNode after) {
        List<String> lost = new ArrayList<>(columns(before));
        lost.removeAll(columns(after));
        return lost;
    }

    private static List<String> columns(JsonNode list) {
        List<String> columns = new ArrayList<>();
        for (JsonNode view : list.get("views")) {
            for (JsonNode column : view.get("columns")) {
                columns.add(view.get("name").asText() + "." + column.get("name").asText() + " "
                        + column.get("type").asText());
            }
        }
        return columns;
    }

    private static String page(List<View> views) {
        StringBuilder page = new StringBuilder("""
                # The views of history

                Written by `ops/schemas` from the comments in the database, which `history.catalog` and `history.columns` also
                show. [SQL over history](history.md) is about their use.
                """);
        for (View view : views) {
            page.append("\n## ").append(view.name()).append("\n\n").append(view.comment());
            page.append("\n\n| column | type | meaning |\n|---|---|---|\n");
            for (Column column : view.columns()) {
                page.append("| %s | %s | %s |%n"
                        .formatted(
                                column.name(), column.type(), column.comment().replace("|", "\\|")));
            }
        }
        return page.toString();
    }
}
