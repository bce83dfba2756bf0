package dev.cairn.reports;

import dev.cairn.reports.ExperimentSummary.Difference;
import dev.cairn.reports.ExperimentSummary.PolicyResult;
import dev.cairn.reports.ExperimentSummary.ScoreInterval;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report's numbers as CSV: one row per pass@k and per difference, so that those of many experiments can be put together. */
public final class CsvReport {
    private static final String HEADER =
            "experiment_id,seed,measure,policy,compared_with,k,value,low,high,level,steps,optimizer_steps\n";

    private CsvReport() {}

    public static String of(ExperimentReport report) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (PolicyResult policy : report.summary().policies()) {
            for (Map.Entry<Integer, Double> score : policy.passAtK().entrySet()) {
                @Nullable ScoreInterval interval = policy.intervals().get(score.getKey());
                row(
                        csv,
                        report.id(),
                        report.seed(),
                        "pass@k",
                        policy.name(),
                        null,
                        score.getKey(),
                        score.getValue(),
                        interval == null ? null : interval.low(),
                        interval == null ? null : interval.high(),
                        interval == null ? null : interval.level(),
                        policy.steps(),
                        policy.optimizerSteps());
            }
        }
        for (Difference difference : report.summary().differences()) {
            row(
                    csv,
                    report.id(),
                    report.seed(),
                    "difference",
                    difference.a(),
                    difference.b(),
                    difference.k(),
                    difference.mean(),
                    difference.low(),
                    difference.high(),
                    difference.level(),
                    null,
                    null);
        }
        return csv.toString();
    }

    /** No value has a comma or a quote: the texts are names of policies. */
    private static void row(StringBuilder csv, @Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            csv.append(i == 0 ? "" : ",").append(values[i] == null ? "" : values[i]);
        }
        csv.append('\n');
    }
}
