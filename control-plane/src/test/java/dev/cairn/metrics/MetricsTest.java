package dev.cairn.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.rest.DatabaseResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dashboard, rules and documentation name only metrics that the running application exports. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class MetricsTest {
    private static final Path RULES = Path.of("../ops/prometheus/rules.yml");
    private static final Path DASHBOARD = Path.of("../ops/grafana/cairn-dashboard.json");
    private static final Path OPERATIONS = Path.of("../docs/operations.md");
    /** Made by Prometheus about each scrape. */
    private static final String UP = "up";

    @Inject
    LevelGauges levels;

    @BeforeEach
    void read() {
        levels.read();
        given().get("/api/v1/experiments?limit=1");
    }

    @Test
    void everyMetricOfDashboardAndRulesIsExported() throws IOException {
        Exported exported = scrape();
        List<String> expressions = expressions();
        assertThat(expressions).hasSizeGreaterThan(30);
        for (String expression : expressions) {
            assertThat(Expressions.metrics(expression))
                    .as(expression)
                    .isNotEmpty()
                    .allMatch(name -> name.equals(UP) || exported.has(name), "is exported");
        }
    }

    @Test
    void everyLabelValueThatTheyAskForIsExported() throws IOException {
        Exported exported = scrape();
        for (String expression : expressions()) {
            assertThat(Expressions.labels(expression))
                    .as(expression)
                    .allMatch(
                            label -> label.metric().equals(UP)
                                    || exported.has(label.metric(), label.name(), label.value()),
                            "is exported");
        }
    }

    @Test
    void everyMetricOfOursIsDocumented() throws IOException {
        String text = Files.readString(OPERATIONS);
        Set<String> missing = new TreeSet<>();
        for (String name : scrape().ours()) {
            String family = name.replaceAll("_(count|sum|max|bucket)$", "");
            if (!text.contains("`" + family + "`") && !text.contains("`" + name + "`")) {
                missing.add(family);
            }
        }
        assertThat(missing).as("metrics without a row in docs/operations.md").isEmpty();
    }

    @Test
    void levelsShowEveryPoolAndOpenStateEvenWhereThereIsNothing() {
        Exported exported = scrape();
        assertThat(exported.has("cairn_queue_runs", "state", "paused")).isTrue();
        assertThat(exported.has("cairn_queue_runs", "pool", "default")).isTrue();
        assertThat(exported.has("cairn_queue_runs", "state", "succeeded")).isFalse();
    }

    private static Exported scrape() {
        return Exported.read(given().accept("text/plain")
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private static List<String> expressions() throws IOException {
        List<String> all = new ArrayList<>(Expressions.ofRules(RULES));
        assertThat(all).isNotEmpty();
        all.addAll(Expressions.ofDashboard(DASHBOARD));
        return all;
    }
}
