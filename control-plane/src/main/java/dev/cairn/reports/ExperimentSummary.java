package dev.cairn.reports;

import dev.cairn.ports.UnitResult.ProblemScore;
import dev.cairn.soar.formula.PassAtK;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an experiment's policies compare on the held-out hard problems.
 *
 * @param promotions students promoted in the latest SOAR run
 * @param problems number of held-out problems evaluated, of the policy with the most
 * @param samples completions per problem, of one version and inference seed
 * @param policies the evaluated policies, in the order base, promoted, hard-only, other methods
 * @param differences of policies from some of the earlier ones, paired over the problems that both were scored on
 * @param notes what readers of the numbers must know, in sentences
 * @param grading the rule that graded, and where the other rule differs
 */
public record ExperimentSummary(
        int promotions,
        int problems,
        int samples,
        List<PolicyResult> policies,
        List<Difference> differences,
        List<String> notes,
        GradingSummary grading) {
    private static final int[] REPORTED = {1, 4, 8, 16, 32};
    private static final int[] COMPARED = {1, 32};

    /** Policies that are not compared with {@link #EVERY_METHOD}, and what they are compared with. */
    private static final Map<String, Set<String>> COMPARISONS = Map.of(
            "hard-only", Set.of("base", "promoted"),
            "base-t", Set.of("base", "hard-only", "grounded-t", "intrinsic-t", "aligned-t"));

    private static final Set<String> EVERY_METHOD = Set.of("base", "hard-only");
    private static final int RESAMPLES = 10_000;
    private static final double LEVEL = 0.95;

    /**
     * A policy with all its scores.
     *
     * @param steps training steps, including those skipped because all advantages were zero; of several versions those
     *     of the last one
     * @param optimizerSteps steps that changed the weights
     * @param evaluatedSteps of its training; empty for a policy as its run left it
     * @param promotedIn for a student that was chosen among the promoted ones, the outer step of its promotion
     * @param deviations of pass@k over inference seeds, by k; empty with one seed
     */
    public record Measured(
            String name,
            int steps,
            int optimizerSteps,
            List<ProblemScore> scores,
            List<Integer> evaluatedSteps,
            @Nullable Integer promotedIn,
            Map<Integer, Double> deviations) {
        /** A policy as its run left it, with one inference seed. */
        Measured(String name, int steps, int optimizerSteps, List<ProblemScore> scores) {
            this(name, steps, optimizerSteps, scores, List.of(), null, Map.of());
        }

        Measured withSteps(List<Integer> evaluated) {
            return new Measured(name, steps, optimizerSteps, scores, evaluated, promotedIn, deviations);
        }

        Measured withPromotedIn(int outerStep) {
            return new Measured(name, steps, optimizerSteps, scores, evaluatedSteps, outerStep, deviations);
        }

        Measured withDeviations(Map<Integer, Double> ofSeeds) {
            return new Measured(name, steps, optimizerSteps, scores, evaluatedSteps, promotedIn, ofSeeds);
        }

        /** Number of problems; several versions of a student have a score each on every problem. */
        int problems() {
            return (int) scores.stream().map(ProblemScore::problem).distinct().count();
        }
    }

    /**
     * pass@k of one policy, by k.
     *
     * @param intervals bootstrap intervals of pass@k over problems, by k
     * @param truncatedShare of its answers, those that were cut off at the limit of tokens
     * @param evaluatedSteps of its training, over whose students pass@k is a mean; empty for a policy as its run left it
     * @param promotedIn for a student that was chosen among the promoted ones, the outer step of its promotion; absent
     *     otherwise
     * @param deviations sample standard deviation of pass@k over inference seeds, by k; empty with one seed
     */
    public record PolicyResult(
            String name,
            int steps,
            int optimizerSteps,
            Map<Integer, Double> passAtK,
            Map<Integer, ScoreInterval> intervals,
            double truncatedShare,
            List<Integer> evaluatedSteps,
            @Nullable Integer promotedIn,
            Map<Integer, Double> deviations) {}

    /** The ends of an interval with the confidence level {@code level}. */
    public record ScoreInterval(double low, double high, double level) {}

    /** pass@k of {@code a} minus that of {@code b}, with a bootstrap interval over problems. */
    public record Difference(String a, String b, int k, double mean, double low, double high, double level) {}

    /**
     * Computes the summary.
     *
     * @param notes facts other than the scores
     * @param seed seed of the bootstrap's resampling
     */
    public static ExperimentSummary of(
            int promotions, List<Measured> measured, List<String> notes, GradingSummary grading, long seed) {
        List<Difference> differences = new ArrayList<>();
        for (int later = 1; later < measured.size(); later++) {
            for (Measured earlier : measured.subList(0, later)) {
                if (isCompared(measured.get(later), earlier)) {
                    for (int k : COMPARED) {
                        differences.addAll(difference(measured.get(later), earlier, k, seed));
                    }
                }
            }
        }
        int problems = measured.stream().mapToInt(Measured::problems).max().orElse(0);
        int samples = measured.stream()
                .flatMap(policy -> policy.scores().stream())
                .mapToInt(ProblemScore::samples)
                .max()
                .orElse(0);
        List<String> all = new ArrayList<>(notes);
        for (Measured policy : measured) {
            if (policy.problems() < problems) {
                all.add("The evaluation of " + policy.name() + " covers "
                        + policy.problems() + " of " + problems
                        + " problems; its differences are over the problems that both policies were scored on.");
            }
        }
        return new ExperimentSummary(
                promotions,
                problems,
                samples,
                measured.stream().map(policy -> result(policy, seed)).toList(),
                differences,
                List.copyOf(all),
                grading);
    }

    private static boolean isCompared(Measured later, Measured earlier) {
        return COMPARISONS.getOrDefault(later.name(), EVERY_METHOD).contains(earlier.name());
    }

    private static List<Difference> difference(Measured a, Measured b, int k, long seed) {
        if (samplesOf(a) < k || samplesOf(b) < k) {
            return List.of();
        }
        List<ProblemScore> ofA = restrictedTo(a.scores(), b.scores());
        if (ofA.isEmpty()) {
            return List.of();
        }
        PairedBootstrap.Interval interval =
                PairedBootstrap.difference(ofA, restrictedTo(b.scores(), a.scores()), k, RESAMPLES, LEVEL, seed);
        return List.of(new Difference(
                a.name(), b.name(), k, interval.mean(), interval.low(), interval.high(), interval.level()));
    }

    /** The scores on problems that the other policy was scored on as well. */
    private static List<ProblemScore> restrictedTo(List<ProblemScore> scores, List<ProblemScore> other) {
        Set<String> problems = other.stream().map(ProblemScore::problem).collect(Collectors.toSet());
        return scores.stream()
                .filter(score -> problems.contains(score.problem()))
                .toList();
    }

    private static PolicyResult result(Measured policy, long seed) {
        Map<Integer, Double> passAtK = new TreeMap<>();
        for (int k : REPORTED) {
            if (samplesOf(policy) >= k) {
                passAtK.put(
                        k,
                        PassAtK.byProblem(policy.scores(), k).values().stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0));
            }
        }
        long samples = policy.scores().stream().mapToLong(ProblemScore::samples).sum();
        long truncated =
                policy.scores().stream().mapToLong(ProblemScore::truncated).sum();
        return new PolicyResult(
                policy.name(),
                policy.steps(),
                policy.optimizerSteps(),
                passAtK,
                intervals(policy, List.copyOf(passAtK.keySet()), seed),
                samples == 0 ? 0 : (double) truncated / samples,
                policy.evaluatedSteps(),
                policy.promotedIn(),
                policy.deviations());
    }

    private static Map<Integer, ScoreInterval> intervals(Measured policy, List<Integer> ks, long seed) {
        Map<Integer, ScoreInterval> ranges = new TreeMap<>();
        if (!policy.scores().isEmpty()) {
            PassAtKBootstrap.of(policy.scores(), ks, RESAMPLES, LEVEL, seed)
                    .forEach((k, interval) ->
                            ranges.put(k, new ScoreInterval(interval.low(), interval.high(), interval.level())));
        }
        return ranges;
    }

    private static int samplesOf(Measured policy) {
        return policy.scores().stream().mapToInt(ProblemScore::samples).min().orElse(0);
    }
}
