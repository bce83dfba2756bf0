package dev.cairn.soar.formula;

import dev.cairn.ports.UnitResult.ProblemScore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The unbiased estimator of pass@k from n samples (Chen et al., arXiv 2107.03374, equation 1). */
public final class PassAtK {
    private PassAtK() {}

    /**
     * {@code 1 - C(n-c, k) / C(n, k)}, computed as a product, so that nothing overflows.
     *
     * @param samples n
     * @param correct c, the number of correct ones
     * @param k 1 to n
     */
    public static double estimate(int samples, int correct, int k) {
        if (k < 1 || k > samples || correct < 0 || correct > samples) {
            throw new IllegalArgumentException(
                    "pass@k needs 1 <= k <= n and 0 <= c <= n: n=" + samples + ", c=" + correct + ", k=" + k);
        }
        if (samples - correct < k) {
            return 1;
        }
        double allWrong = 1;
        for (int i = samples - correct + 1; i <= samples; i++) {
            allWrong *= 1 - (double) k / i;
        }
        return 1 - allWrong;
    }

    /**
     * pass@k of each problem, in the order of its first score.
     *
     * @param scores one per problem, or one of each version of a policy, which are averaged
     * @param k at most the samples of each score
     */
    public static Map<String, Double> byProblem(List<ProblemScore> scores, int k) {
        return scores.stream()
                .collect(Collectors.groupingBy(
                        ProblemScore::problem,
                        LinkedHashMap::new,
                        Collectors.averagingDouble(score -> estimate(score.samples(), score.correct(), k))));
    }
}
