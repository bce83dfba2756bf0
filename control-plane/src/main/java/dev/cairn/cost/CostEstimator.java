package dev.cairn.cost;

import static dev.cairn.cost.Saturating.plus;
import static dev.cairn.cost.Saturating.times;

import dev.cairn.platform.ModelShape;
import dev.cairn.settings.InnerSettings;
import dev.cairn.settings.OuterSettings;
import dev.cairn.settings.SoarSettings;
import dev.cairn.spec.ExperimentSpec;
import java.nio.file.Path;
import java.util.function.Function;

/** Estimates what an experiment takes from its spec and the number of its problems. */
public final class CostEstimator {
    private static final int FLOAT_BYTES = 4;
    /** By the columns' sizes: a rollout's row with its index entry. */
    private static final int ROLLOUT_ROW_BYTES = 220;

    private static final int TEXT_ROW_BYTES = 80;
    /** Of English and LaTeX. */
    private static final int BYTES_A_TOKEN = 4;

    private static final int SAMPLED_ONE_IN = 16;

    private final Function<String, Path> modelDirectory;

    /** @param modelDirectory where the model of a spec's model.path lies; built-in ones have names */
    public CostEstimator(Function<String, Path> modelDirectory) {
        this.modelDirectory = modelDirectory;
    }

    /**
     * @param problems of the problem set, before {@code problems.limit}
     */
    public CostEstimate estimate(ExperimentSpec spec, int problems) {
        SoarSettings soar = spec.soar();
        long written = written(soar);
        long plain = leastRollouts(spec, problems).total();
        long most = mostRollouts(spec, problems).total();
        long tokens = plus(
                times(most - written, soar.student().maxTokens()),
                times(written, soar.teacher().maxTokens()));
        long parameters = ModelShape.read(modelDirectory.apply(spec.model().path()))
                .map(shape -> shape.adapterParameters(soar.lora().rank()))
                .orElse(0L);
        long adapter = times(parameters, FLOAT_BYTES);
        return new CostEstimate(
                plain, most, tokens, adapter, times(adapter, publications(soar)), database(spec, most, tokens));
    }

    /** When no student is promoted and every teacher completion is accepted. */
    static RolloutCounts leastRollouts(ExperimentSpec spec, int problems) {
        return rollouts(spec, problems, Promotions.NONE);
    }

    /** With the most promotions the gate allows. */
    static RolloutCounts mostRollouts(ExperimentSpec spec, int problems) {
        return rollouts(spec, problems, Promotions.AS_MANY_AS_THE_GATE_ALLOWS);
    }

    private static RolloutCounts rollouts(ExperimentSpec spec, int problems, Promotions promotions) {
        Integer limit = spec.problems().limit();
        long pool = limit == null ? problems : Math.min(problems, limit);
        SoarSettings soar = spec.soar();
        return new RolloutCounts(
                spec.screen().from() == null ? times(pool, spec.screen().samples()) : 0,
                plus(students(soar, promotions), written(soar)),
                spec.hardOnly().enabled() ? hardOnly(soar, promotions) : 0,
                evaluations(spec, pool));
    }

    private static long written(SoarSettings soar) {
        OuterSettings outer = soar.outer();
        return times(outer.steps(), outer.sets(), outer.questions());
    }

    private enum Promotions {
        NONE,
        AS_MANY_AS_THE_GATE_ALLOWS
    }

    private static long students(SoarSettings soar, Promotions promotions) {
        OuterSettings outer = soar.outer();
        long trials = times(outer.sets(), outer.repeats());
        long total = 0;
        for (int t = 0; t < outer.steps(); t++) {
            long train = times(
                    innerSteps(soar, t, promotions),
                    soar.inner().batch(),
                    soar.inner().group());
            total = plus(total, times(trials, train), times(trials + 1, outer.rewardQuestions()));
        }
        return total;
    }

    private static int innerSteps(SoarSettings soar, int t, Promotions promotions) {
        InnerSettings inner = soar.inner();
        return switch (promotions) {
            case NONE -> inner.stepsAfter(0);
            case AS_MANY_AS_THE_GATE_ALLOWS -> inner.stepsAfter(t / soar.outer().window());
        };
    }

    /** As many optimizer steps as the promoted student has behind it. */
    private static long hardOnly(SoarSettings soar, Promotions promotions) {
        long steps = switch (promotions) {
            case NONE -> 0;
            case AS_MANY_AS_THE_GATE_ALLOWS -> lineage(soar);
        };
        return times(steps, soar.inner().batch(), soar.inner().group());
    }

    private static long lineage(SoarSettings soar) {
        long steps = 0;
        int most = soar.outer().steps() / soar.outer().window();
        for (int promotion = 0; promotion < most; promotion++) {
            steps = plus(steps, soar.inner().stepsAfter(promotion));
        }
        return steps;
    }

    private static long evaluations(ExperimentSpec spec, long pool) {
        int policies = spec.evaluate().problems() == 0 ? 0 : spec.hardOnly().enabled() ? 3 : 2;
        long problems = Math.min(spec.evaluate().problems(), Math.ceilDiv(pool, 2L));
        return times(policies, problems, spec.evaluate().samples());
    }

    /** One before each inner step, the final checkpoint with its two moments, and the teacher's. */
    private static long publications(SoarSettings soar) {
        long trials = times(soar.outer().sets(), soar.outer().repeats());
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
