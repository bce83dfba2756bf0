package dev.cairn.lists;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.experiments.Experiment;
import dev.cairn.testing.TestJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a list can be filtered by has the name and the value that the list shows. Fields of the
 * experiment are not shown with a run: {@code tags.KEY}, {@code spec.SETTING} and {@code archived}.
 */
class ShownFieldsTest {
    private static final Path DOCS = Path.of("../docs/lists.md");

    private final ListFixture fixture = new ListFixture();

    @BeforeEach
    void oneExperimentOfWhichMuchIsKnownAndOneNewOne() {
        Experiment known = fixture.submitted("known", Map.of());
        fixture.submitted("new", Map.of());
        fixture.database.execute("update run set started_at = now() where name in ('screen', 'soar')");
        fixture.state(fixture.experiments.run(known, "screen"), "failed");
        fixture.summary(fixture.experiments.run(known, "soar"), 0.03, 2);
        fixture.database.execute("update run_summary set last_moving_average = 0.25");
    }

    @Test
    void everyFieldOfRunsIsShownUnderItsNameWithItsValue() {
        assertShown(
                RunFields.ALL,
                filter -> ListFixture.all(cursor -> fixture.runs.page(new ListQuery(filter, null, 200, cursor))));
    }

    @Test
    void everyFieldOfExperimentsIsShownUnderItsNameWithItsValue() {
        assertShown(
                ExperimentFields.ALL,
                filter -> ListFixture.all(cursor -> fixture.lists.page(new ListQuery(filter, null, 200, cursor))));
    }

    @Test
    void theDocumentationListsTheFields() throws IOException {
        String row = Files.readAllLines(DOCS).stream()
                .filter(line -> line.startsWith("| `kind`"))
                .findFirst()
                .orElseThrow();
        List<String> cells = List.of(row.split("\\|"));
        Set<String> runs = names(cells.get(1));
        runs.addAll(names(cells.get(3)));
        Set<String> experiments = names(cells.get(2));
        experiments.addAll(names(cells.get(3)));
        assertThat(runs).containsExactlyInAnyOrderElementsOf(RunFields.ALL.names());
        assertThat(experiments).containsExactlyInAnyOrderElementsOf(ExperimentFields.ALL.names());
    }

    private static Set<String> names(String cell) {
        Set<String> names = new HashSet<>();
        Pattern.compile("`([A-Za-z.]+)`").matcher(cell).results().forEach(found -> names.add(found.group(1)));
        names.removeAll(Set.of("tags.KEY", "spec.SETTING"));
        return names;
    }

    private static void assertShown(Fields fields, Function<@Nullable String, List<?>> list) {
        List<JsonNode> all = shown(list.apply(null));
        assertThat(all).hasSizeGreaterThan(1);
        for (String name : fields.names()) {
            String path = "/" + name.replace('.', '/');
            for (JsonNode item : all) {
                JsonNode value = item.at(path);
                assertThat(value.isMissingNode())
                        .as("%s is shown in %s", name, item)
                        .isFalse();
                assertThat(shown(list.apply(name + " == " + value)))
                        .as("%s == %s", name, value)
                        .contains(item);
            }
        }
    }

    private static List<JsonNode> shown(List<?> items) {
        return items.stream().<JsonNode>map(TestJson.MAPPER::valueToTree).toList();
    }
}
