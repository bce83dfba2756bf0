package dev.cairn.reports;

import dev.cairn.reports.ExperimentReport.ReportedRun;
import dev.cairn.reports.ExperimentSummary.Difference;
import dev.cairn.reports.ExperimentSummary.PolicyResult;
import dev.cairn.reports.ExperimentSummary.ScoreInterval;
import dev.cairn.spec.ChangedSetting;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A report as Markdown. Texts of people are escaped or indented, so that they stay text. */
public final class MarkdownReport {
    private static final String NONE = "–";

    private final StringBuilder text = new StringBuilder();

    private MarkdownReport() {}

    public static String of(ExperimentReport report) {
        MarkdownReport markdown = new MarkdownReport();
        markdown.head(report);
        markdown.results(report.summary());
        markdown.differences(report.summary().differences());
        markdown.changed(report);
        markdown.runs(report);
        return markdown.text.toString();
    }

    private void head(ExperimentReport report) {
        text.append("# ")
                .append(Shown.escaped(report.name()))
                .append(" (experiment ")
                .append(report.id())
                .append(")\n");
        table(
                List.of("", ""),
                List.of(
                        List.of("State", report.state().wireName() + reason(report.reason())),
                        List.of("Preset", report.preset() == null ? "custom" : report.preset()),
                        List.of("Seed", String.valueOf(report.seed())),
                        List.of("Owner", Shown.escaped(report.owner())),
                        List.of("Tags", tags(report)),
                        List.of("Started", at(report.startedAt())),
                        List.of("Duration", duration(report.startedAt(), report.endedAt()))));
        if (!report.notes().isEmpty()) {
            text.append("\n## Notes\n\n").append(report.notes().indent(4));
        }
    }

    private void results(ExperimentSummary summary) {
        text.append("\n## Results\n\nPromotions: ").append(summary.promotions()).append('\n');
        if (summary.policies().isEmpty()) {
            text.append("\nNo policy has been evaluated.\n");
        } else {
            text.append("""

                    Share of the %d held-out hard problems that at least one of k answers solves (pass@k, estimated from %d
                    answers per problem), with intervals over problems.
                    """.formatted(summary.problems(), summary.samples()));
            policies(summary.policies());
        }
        summary.notes().forEach(note -> text.append('\n').append(note).append('\n'));
        GradingSummary grading = summary.grading();
        text.append("\nGraded by ").append(grading.rule());
        text.append(
                grading.compared() == 0
                        ? "; the other rule was not applied.\n"
                        : ". %s would decide differently on %,d of %,d answers.%n"
                                .formatted(grading.rule().other(), grading.differ(), grading.compared()));
    }

    private void policies(List<PolicyResult> policies) {
        Set<Integer> ks = new TreeSet<>();
        policies.forEach(policy -> ks.addAll(policy.passAtK().keySet()));
        List<String> header = new ArrayList<>(List.of("Policy", "Steps", "Applied"));
        ks.forEach(k -> header.add("pass@" + k));
        table(header, policies.stream().map(policy -> row(policy, ks)).toList());
    }

    private static List<String> row(PolicyResult policy, Set<Integer> ks) {
        List<String> row = new ArrayList<>(
                List.of(policy.name(), String.valueOf(policy.steps()), String.valueOf(policy.optimizerSteps())));
        for (int k : ks) {
            @Nullable Double score = policy.passAtK().get(k);
            @Nullable ScoreInterval interval = policy.intervals().get(k);
            row.add(
                    score == null || interval == null
                            ? NONE
                            : "%s (%s to %s)"
                                    .formatted(
                                            Shown.percent(score),
                                            Shown.percent(interval.low()),
                                            Shown.percent(interval.high())));
        }
        return row;
    }

    private void differences(List<Difference> differences) {
        if (differences.isEmpty()) {
            return;
        }
        text.append("""

                ## Differences

                In percentage points, paired over problems, with %.0f %% intervals over the problems of this seed: they say
                nothing about other seeds.
                """.formatted(100 * differences.getFirst().level()));
        table(
                List.of("Comparison", "Metric", "Difference", "Interval", "Verdict"),
                differences.stream()
                        .map(difference -> List.of(
                                difference.a() + " − " + difference.b(),
                                "pass@" + difference.k(),
                                Shown.points(difference.mean()),
                                Shown.points(difference.low()) + " to " + Shown.points(difference.high()),
                                verdict(difference)))
                        .toList());
    }

    private static String verdict(Difference difference) {
        if (difference.low() > 0) {
            return "better";
        }
        return difference.high() < 0 ? "worse" : "no clear difference";
    }

    private void changed(ExperimentReport report) {
        List<ChangedSetting> changed = report.changedSettings();
        String base = report.preset() == null ? "the defaults" : "the preset " + report.preset();
        text.append("\n## Settings that differ from ").append(base).append('\n');
        if (changed.isEmpty()) {
            text.append("\nNone.\n");
            return;
        }
        table(
                List.of("Setting", "Here", report.preset() == null ? "Default" : "Preset"),
                changed.stream()
                        .map(setting -> List.of(
                                "`" + setting.path() + "`",
                                Shown.escaped(setting.value().toString()),
                                setting.presetValue() == null
                                        ? NONE
                                        : Shown.escaped(setting.presetValue().toString())))
                        .toList());
    }

    private void runs(ExperimentReport report) {
        text.append("\n## Runs\n");
        table(
                List.of("Run", "Name", "Kind", "State", "Started", "Duration"),
                report.runs().stream().map(MarkdownReport::row).toList());
        text.append("\nUsed: %,d rollouts, %,d tokens, %,.0f s of work, %,.2f accelerator-hours.%n"
                .formatted(
                        report.used().rollouts(),
                        report.used().tokens(),
                        report.used().seconds(),
                        report.used().acceleratorSeconds() / 3600));
    }

    private static List<String> row(ReportedRun run) {
        return List.of(
                run.id().toString(),
                run.name(),
                run.kind().wireName(),
                run.state().wireName() + reason(run.reason()),
                at(run.startedAt()),
                duration(run.startedAt(), run.endedAt()));
    }

    private void table(List<String> header, List<List<String>> rows) {
        text.append("\n| ").append(String.join(" | ", header)).append(" |\n");
        text.append("|---".repeat(header.size())).append("|\n");
        rows.forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
    }

    private static String tags(ExperimentReport report) {
        List<String> tags = new ArrayList<>();
        report.tags().forEach((key, value) -> tags.add(Shown.escaped(key + ": " + value)));
        return tags.isEmpty() ? NONE : String.join(", ", tags);
    }

    private static String reason(@Nullable String reason) {
        return reason == null ? "" : ": " + Shown.escaped(reason);
    }

    private static String at(@Nullable Instant at) {
        return at == null ? NONE : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String duration(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? NONE : Shown.duration(Duration.between(from, to));
    }
}
