package dev.cairn.cli;

import dev.cairn.reports.ExperimentSummary;
import dev.cairn.reports.ExperimentSummary.Difference;
import dev.cairn.reports.ExperimentSummary.PolicyResult;
import java.util.Locale;

/** The summary as a person reads it at the end. */
final class SummaryText {
    private SummaryText() {}

    static String of(ExperimentSummary summary) {
        StringBuilder text = new StringBuilder();
        text.append("promotions: ").append(summary.promotions()).append('\n');
        if (summary.policies().isEmpty()) {
            return text.append("no policy was evaluated\n").toString();
        }
        text.append("held-out hard problems: %d, %d samples each%n".formatted(summary.problems(), summary.samples()));
        text.append("%-12s %7s %8s".formatted("policy", "steps", "applied"));
        var ks = summary.policies().getFirst().passAt().keySet();
        ks.forEach(k -> text.append("%10s".formatted("pass@" + k)));
        text.append('\n');
        for (PolicyResult policy : summary.policies()) {
            text.append("%-12s %7d %8d".formatted(policy.name(), policy.steps(), policy.optimizerSteps()));
            ks.forEach(k -> text.append(percent(policy.passAt().getOrDefault(k, Double.NaN))));
            text.append('\n');
        }
        for (Difference difference : summary.differences()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s - %s, pass@%d: %+.1f points, %.0f %% interval %+.1f to %+.1f%n",
                    difference.a(),
                    difference.b(),
                    difference.k(),
                    100 * difference.mean(),
                    100 * difference.level(),
                    100 * difference.low(),
                    100 * difference.high()));
        }
        text.append(
                "steps: of training; applied: those with a gradient, the rest had equal rewards and were skipped\n");
        return text.toString();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%8.1f %%", 100 * share);
    }
}
