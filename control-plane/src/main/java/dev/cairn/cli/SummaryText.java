package dev.cairn.cli;

import dev.cairn.reports.ExperimentSummary;
import dev.cairn.reports.ExperimentSummary.Difference;
import dev.cairn.reports.ExperimentSummary.PolicyResult;
import dev.cairn.reports.GradingSummary;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The summary as text, printed at the end. */
final class SummaryText {
    /** Of the column with the policies. */
    private static final int NARROWEST_NAMES = 10;

    private static final int NARROWEST = 21;

    private SummaryText() {}

    static String of(ExperimentSummary summary) {
        StringBuilder text = new StringBuilder();
        text.append("\nPromotions: ").append(summary.promotions()).append('\n');
        if (summary.policies().isEmpty()) {
            return text.append("No policy was evaluated.\n")
                    .append(notes(summary))
                    .append(graded(summary.grading()))
                    .toString();
        }
        text.append("Share of the %d held-out hard problems that are solved by at least one of k answers%n"
                        .formatted(summary.problems()))
                .append("(pass@k, estimated from %d answers per problem):%n%n".formatted(summary.samples()));
        Set<Integer> ks = summary.policies().getFirst().passAtK().keySet();
        String row = "  %-"
                + summary.policies().stream()
                        .mapToInt(policy -> policy.name().length())
                        .reduce(NARROWEST_NAMES, Math::max)
                + "s %6s %10s";
        text.append(row.formatted("policy", "steps", "applied"));
        ks.forEach(k -> text.append("%9s".formatted("pass@" + k)));
        text.append('\n');
        for (PolicyResult policy : summary.policies()) {
            text.append(row.formatted(policy.name(), policy.steps(), policy.optimizerSteps()));
            ks.forEach(k -> text.append(percent(policy.passAtK().getOrDefault(k, Double.NaN))));
            text.append('\n');
        }
        text.append('\n');
        for (PolicyResult policy : summary.policies()) {
            text.append(explained(policy.name()));
        }
        text.append("  steps: of training; applied: those that changed the weights (a step changes\n")
                .append("  nothing where all its answers have the same reward)\n");
        if (!summary.differences().isEmpty()) {
            text.append("\nDifferences in points, with %.0f %% intervals over the problems of this seed:%n%n"
                    .formatted(100 * summary.differences().getFirst().level()));
        }
        int width = summary.differences().stream()
                .mapToInt(difference -> compared(difference).length())
                .reduce(NARROWEST, Math::max);
        summary.differences()
                .forEach(difference -> text.append(line(difference, width)).append('\n'));
        return text.append(notes(summary))
                .append('\n')
                .append(graded(summary.grading()))
                .toString();
    }

    private static String explained(String policy) {
        return switch (policy) {
            case "base" -> "  base: the model before training\n";
            case "promoted" -> "  promoted: the student that was promoted last, or the best one (evaluate.promoted)\n";
            case "hard-only" -> "  hard-only: the student that trained on the hard problems themselves\n";
            case "soar-pq" -> "  soar-pq: a fresh student on the promotion questions and the hard problems\n";
            case "grounded-t" ->
                "  grounded-t: a fresh student on questions of the trained teacher and the hard problems\n";
            case "intrinsic-t" -> "  intrinsic-t: the same with a teacher that was trained on learnability\n";
            case "aligned-t" -> "  aligned-t: the same with a teacher that was trained on the alignment of gradients\n";
            case "base-t" -> "  base-t: a fresh student on questions of the untrained teacher and the hard problems\n";
            case "serl" ->
                "  serl: a fresh student on questions that the untrained student wrote and answered, and the hard problems\n";
            case "real-sample" ->
                "  real-sample: a fresh student on some problems of another set and the hard problems\n";
            case "real-full" -> "  real-full: a fresh student on all problems of another set and the hard problems\n";
            case "teacher" -> "  teacher: the trained teacher itself, answering the problems\n";
            default -> "";
        };
    }

    private static String notes(ExperimentSummary summary) {
        return summary.notes().stream().map(note -> "\n" + note + "\n").collect(Collectors.joining());
    }

    private static String graded(GradingSummary grading) {
        if (grading.compared() == 0) {
            return "Graded by the rule %s (docs/grading.md); the other rule was not applied.%n"
                    .formatted(grading.rule());
        }
        String total = "Graded by the rule %s (docs/grading.md).%n%s would decide differently on %,d of %,d answers%s"
                .formatted(
                        grading.rule(),
                        grading.rule().other(),
                        grading.differ(),
                        grading.compared(),
                        grading.differ() == 0 ? ".\n" : ":\n");
        return grading.differ() == 0
                ? total
                : total
                        + grading.byKind().stream()
                                .map(of -> "  %-10s %,d of %,d%n"
                                        .formatted(of.kind().wireName(), of.differ(), of.compared()))
                                .collect(Collectors.joining());
    }

    private static String compared(Difference difference) {
        return difference.a() + " - " + difference.b();
    }

    private static String line(Difference difference, int width) {
        return ("  %-" + width + "s %-8s %6s  (%s to %s)%s")
                .formatted(
                        compared(difference),
                        "pass@" + difference.k(),
                        points(difference.mean()),
                        points(difference.low()),
                        points(difference.high()),
                        difference.low() <= 0 && difference.high() >= 0 ? "  no clear difference" : "");
    }

    private static String points(double share) {
        return Formats.signed(100 * share, 1);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%7.1f %%", 100 * share);
    }
}
