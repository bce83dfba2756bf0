package dev.cairn.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cairn.bench.SeedSize;
import dev.cairn.bench.Seeding;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each question of the cookbook is planned with the indexes that its file names, for a reader who may see only their own
 * experiments, in a database with so many rows that reading all of them would be dearer.
 */
final class CookbookPlanTest {
    private static final Path COOKBOOK = Path.of("..", "schemas", "cookbook");
    private static final Pattern PARAMETER = Pattern.compile("(?m)^-- :(\\w+), ");
    private static final Pattern INDEX = Pattern.compile("(?m)^-- Index: (.+)$");
    private static final int EXPERIMENTS = 600;

    private static TestHistory history;
    private static Viewer owner;
    private static Map<String, JsonNode> values;

    @BeforeAll
    static void seed() throws Exception {
        TestDatabase database = TestDatabase.empty();
        new Seeding(database.owner(), _ -> {}).fill(new SeedSize(EXPERIMENTS, 2), 1);
        history = TestHistory.on(database);
        List<String> largest = List.of(database.query("""
                        select r.id, e.id, e.name, e.owner, (select min(o.id) from experiment o where o.name = e.name and o.id <> e.id)
                        from run r join run_summary s on s.run_id = r.id join experiment e on e.id = r.experiment_id
                        where r.state = 'succeeded' order by s.outer_steps_done desc, r.id limit 1""").getFirst().split("\\|"));
        JsonNodeFactory json = JsonNodeFactory.instance;
        owner = new Viewer(largest.get(3), Sight.OWN_AND_SHARED);
        values = Map.of(
                "run", json.numberNode(Long.parseLong(largest.get(0))),
                "experiment", json.numberNode(Long.parseLong(largest.get(1))),
                "first", json.numberNode(Long.parseLong(largest.get(1))),
                "second", json.numberNode(Long.parseLong(largest.get(4))),
                "name", json.textNode(largest.get(2)),
                "since",
                        json.textNode(database.query("select max(created_at) - interval '7 days' from experiment")
                                .getFirst()));
    }

    @AfterAll
    static void close() {
        history.close();
        TestDatabase.empty().asOwner("delete from pool where name = 'seeded'; delete from control_plane");
    }

    /** Those without a parameter are about all runs, and read them all. */
    static List<Path> questions() throws IOException {
        try (Stream<Path> files = Files.list(COOKBOOK)) {
            return files.filter(file -> PARAMETER.matcher(read(file)).find())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void theIndexThatTheFileNamesLeadsToTheRows(Path file) {
        String sql = read(file);
        Map<String, @Nullable JsonNode> used = new LinkedHashMap<>();
        PARAMETER
                .matcher(sql)
                .results()
                .map((MatchResult match) -> match.group(1))
                .forEach(name -> used.put(name, values.get(name)));
        String plan = history.text(
                owner,
                new QueryRequest(sql, used, null, true),
                new CsvFormat(),
                history.queries().limits());
        for (String index : indexes(sql)) {
            // Each partition has its own, with its number in the name.
            assertThat(plan)
                    .containsPattern(" using " + index.replace("_pkey", "(_\\d+)?_pkey") + " | on "
                            + index.replace("_pkey", "(_\\d+)?_pkey") + " ");
        }
    }

    private static List<String> indexes(String sql) {
        String named = INDEX.matcher(sql).results().findFirst().orElseThrow().group(1);
        return Arrays.stream(named.replaceAll("\\([^)]*\\)", "").split(","))
                .map(String::strip)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
