package dev.cairn.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The parser that compares dashboard and rules with the exported metrics finds the names in them. */
final class ExpressionsTest {
    @Test
    void findsMetricsAmongFunctionsGroupingsLabelsAndRanges() {
        String expression =
                "sum by (pool) (rate(a_total{x=\"y\",z=~\"q|r\"}[$__rate_interval])) / on(pool) max(b_max) > 1e-4 and c unless d offset 5m";
        assertThat(Expressions.metrics(expression)).containsExactly("a_total", "b_max", "c", "d");
        assertThat(Expressions.labels(expression)).containsExactly(new Expressions.Label("a_total", "x", "y"));
    }

    @Test
    void readsNamesLabelsAndValuesOfAScrape() {
        Exported exported = Exported.read("""
                # HELP a_total x
                # TYPE a_total counter
                a_total{kind="one",pool="p"} 1.0
                a_total{kind="two",pool="p"} NaN
                b 2.0
                """);
        assertThat(exported.has("a_total", "kind", "two")).isTrue();
        assertThat(exported.has("a_total", "kind", "three")).isFalse();
        assertThat(exported.has("b")).isTrue();
        assertThat(exported.has("c")).isFalse();
    }
}
