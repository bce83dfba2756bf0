package dev.cairn.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cairn.experiments.ExperimentState;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.reports.ExperimentReport.ReportedRun;
import dev.cairn.reports.ExperimentSummary.Difference;
import dev.cairn.reports.ExperimentSummary.PolicyResult;
import dev.cairn.reports.ExperimentSummary.ScoreInterval;
import dev.cairn.results.UsageReader.Usage;
import dev.cairn.settings.GradingRule;
import dev.cairn.spec.ChangedSetting;
import dev.cairn.spec.RunKind;
import dev.cairn.testing.TestJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    private static final ExperimentSummary SUMMARY = new ExperimentSummary(
            2,
            97,
            32,
            List.of(
                    new PolicyResult(
                            "base",
                            0,
                            0,
                            Map.of(1, 0.0003),
                            Map.of(1, new ScoreInterval(0, 0.001, 0.95)),
                            0,
                            List.of(),
                            null,
                            Map.of()),
                    new PolicyResult(
                            "promoted",
                            25,
                            20,
                            Map.of(1, 0.5),
                            Map.of(1, new ScoreInterval(0.4, 0.6, 0.95)),
                            0,
                            List.of(),
                            null,
                            Map.of())),
            List.of(new Difference("promoted", "base", 1, 0.4997, 0.3997, 0.5997, 0.95)),
            List.of("Evaluated on the first 97 problems."),
            new GradingSummary(GradingRule.STRICT, 5000, 3, List.of()));

    private static ExperimentReport report(String name, String notes) {
        return new ExperimentReport(
                new ExperimentId(7),
                name,
                "chains",
                "ada",
                3,
                ExperimentState.SUCCEEDED,
                null,
                Map.of("team", "x|y"),
                notes,
                START,
                START,
                START.plusSeconds(75),
                List.of(new ChangedSetting("soar.outer.steps", IntNode.valueOf(3), TextNode.valueOf("8"))),
                List.of(new ReportedRun(
                        new RunId(70), "soar", RunKind.SOAR, RunState.SUCCEEDED, null, START, START.plusSeconds(60))),
                new Usage(1234, 56789, 70, 0),
                SUMMARY,
                TestJson.MAPPER.createObjectNode());
    }

    @Test
    void csvHasARowPerNumberOfTheSummary() {
        assertThat(CsvReport.of(report("x", ""))).isEqualTo("""
                        experiment_id,seed,measure,policy,compared_with,k,value,low,high,level,steps,optimizer_steps
                        7,3,pass@k,base,,1,3.0E-4,0.0,0.001,0.95,0,0
                        7,3,pass@k,promoted,,1,0.5,0.4,0.6,0.95,25,20
                        7,3,difference,promoted,base,1,0.4997,0.3997,0.5997,0.95,,
                        """);
    }

    @Test
    void markdownHasTheNumbersWithEnoughDigits() {
        assertThat(MarkdownReport.of(report("x", "")))
                .contains("| base | 0 | 0 | 0.03 % (0.0 % to 0.1 %) |")
                .contains("| promoted − base | pass@1 | +50.0 | +40.0 to +60.0 | better |")
                .contains("they say\nnothing about other seeds")
                .contains("MATH_VERIFY would decide differently on 3 of 5,000 answers.")
                .contains("| `soar.outer.steps` | 3 | \"8\" |")
                .contains("| 70 | soar | soar | succeeded | 2026-01-01T10:00:00Z | 1 min 0 s |")
                .contains("Used: 1,234 rollouts, 56,789 tokens, 70 s of work")
                .doesNotContain("## Notes");
    }

    @Test
    void textsOfPeopleStayTexts() {
        String markdown = MarkdownReport.of(report("<b>*a* [x](javascript:1) | b\nc", "# no heading\n<script>"));
        assertThat(markdown)
                .startsWith("# \\<b\\>\\*a\\* \\[x\\]\\(javascript:1\\) \\| b c (experiment 7)\n")
                .contains("\n    # no heading\n    <script>\n")
                .contains("team: x\\|y");
    }

    @Test
    void durationsAndPointsAreShort() {
        assertThat(Shown.duration(Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(Shown.duration(Duration.ofMinutes(61))).isEqualTo("1 h 1 min");
        assertThat(Shown.points(-0.00015625)).isEqualTo("−0.02");
        assertThat(Shown.points(0)).isEqualTo("0.0");
        assertThat(Shown.points(1e-9)).isEqualTo("0.0000");
    }
}
