package dev.cairn.soar;

import java.util.List;

/** Percentile interval of the mean difference in pass@k, resampling problems in pairs. */
@SuppressWarnings("DoNotCallSuggester")
public final class PairedBootstrap {
    private PairedBootstrap() {}

    /**
     * @param mean mean over problems of pass@k(a) - pass@k(b)
     * @param low lower end of the interval
     * @param high upper end of the interval
     * @param level such as 0.95
     */
    public record Interval(double mean, double low, double high, double level) {}

    /** How much {@code a} is above {@code b}, on the problems that both have. */
    public static Interval difference(
            List<UnitResult.ProblemScore> a,
            List<UnitResult.ProblemScore> b,
            int k,
            int resamples,
            double level,
            long seed) {
        throw new UnsupportedOperationException();
    }
}
