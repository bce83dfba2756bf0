package dev.cairn.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.testing.TestHistory;
import dev.cairn.testing.TestJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The questions of the cookbook, asked by one person.
 *
 * @param values of the parameters, by name
 */
record Cookbook(TestHistory history, Viewer viewer, Map<String, JsonNode> values) {
    private static final Path FOLDER = Path.of("..", "schemas", "cookbook");
    private static final Pattern PARAMETER = Pattern.compile("(?m)^-- :(\\w+), (\\w+), for example (.+)$");

    /** The files, in the order of their numbers. */
    static List<Path> questions() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().substring(0, 2));
    }

    /**
     * The rows of an answer, cells as texts, null as "null".
     *
     * @param shown a select list and more, from the answer, which is called q
     */
    List<List<String>> rows(Path file, String shown) {
        try {
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode row : TestJson.MAPPER
                    .readTree(text(file, shown, new JsonFormat()))
                    .required("rows")) {
                List<String> cells = new ArrayList<>();
                row.forEach(cell -> cells.add(cell.isContainerNode() ? cell.toString() : cell.asText()));
                rows.add(cells);
            }
            return rows;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(Path file, String shown, ResultFormat format) {
        String sql = read(file);
        String query = "select " + shown.replace(" from q", " from (\n" + sql + "\n) q");
        return history.text(
                viewer,
                new QueryRequest(query, parameters(sql), null, null),
                format,
                history.queries().limits());
    }

    private Map<String, @Nullable JsonNode> parameters(String sql) {
        Map<String, @Nullable JsonNode> used = new HashMap<>();
        PARAMETER.matcher(sql).results().forEach(match -> used.put(match.group(1), value(match.group(1))));
        return used;
    }

    private JsonNode value(String name) {
        JsonNode value = values.get(name);
        if (value == null) {
            throw new AssertionError("no value for the parameter " + name);
        }
        return value;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
