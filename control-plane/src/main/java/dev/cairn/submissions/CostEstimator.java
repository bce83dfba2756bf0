package dev.cairn.submissions;

import static dev.cairn.spec.Saturating.plus;
import static dev.cairn.spec.Saturating.times;

import dev.cairn.platform.ModelShape;
import dev.cairn.settings.SoarSettings;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.Promotions;
import dev.cairn.spec.RolloutCount;
import java.nio.file.Path;
import java.util.function.Function;

/** Estimates the cost of an experiment from its spec and the number of its problems. */
final class CostEstimator {
    private static final int FLOAT_BYTES = 4;
    /** Size of a rollout's row with its index entry, by the sizes of the columns. */
    private static final int ROLLOUT_ROW_BYTES = 220;

    private static final int TEXT_ROW_BYTES = 80;
    /** Bytes per token of English and LaTeX. */
    private static final int BYTES_A_TOKEN = 4;

    private static final int SAMPLED_ONE_IN = 16;

    private final Function<String, Path> modelDirectory;

    /** @param modelDirectory maps a spec's model.path to a directory; built-in models have names */
    public CostEstimator(Function<String, Path> modelDirectory) {
        this.modelDirectory = modelDirectory;
    }

    /** @param problems number of problems in the set, before {@code problems.limit} */
    public CostEstimate estimate(ExperimentSpec spec, int problems) {
        SoarSettings soar = spec.soar();
        long plain = RolloutCounts.of(spec, problems, Promotions.NONE).all().total();
        RolloutCount all = RolloutCounts.of(spec, problems, Promotions.AS_MANY_AS_THE_GATE_ALLOWS)
                .all();
        long most = all.total();
        long tokens = plus(
                times(all.students(), soar.student().maxTokens()),
                times(all.teacher(), soar.teacher().maxTokens()));
        long parameters = ModelShape.read(modelDirectory.apply(spec.model().path()))
                .map(shape -> shape.adapterParameters(soar.lora().rank()))
                .orElse(0L);
        long adapter = times(parameters, FLOAT_BYTES);
        return new CostEstimate(
                plain, most, tokens, adapter, times(adapter, publications(spec)), database(spec, most, tokens));
    }

    /**
     * Adapters published per outer step: one before each inner step, the final checkpoint with its two moments, and the
     * teacher's; none in a SOAR run that is taken over.
     */
    private static long publications(ExperimentSpec spec) {
        if (spec.methods().soarFrom() != null) {
            return 0;
        }
        SoarSettings soar = spec.soar();
        long trials = soar.outer().trainsStudents()
                ? times(soar.outer().sets(), soar.outer().repeats())
                : 0;
        return times(trials, soar.inner().steps() + 3L) + 4;
    }

    private static long database(ExperimentSpec spec, long rollouts, long tokens) {
        long rows = times(rollouts, ROLLOUT_ROW_BYTES);
        long texts = plus(times(rollouts, TEXT_ROW_BYTES), times(tokens, BYTES_A_TOKEN));
        return switch (spec.execution().rolloutText()) {
            case ALL -> plus(rows, texts);
            case SAMPLED -> plus(rows, texts / SAMPLED_ONE_IN);
            case NONE -> rows;
        };
    }
}
