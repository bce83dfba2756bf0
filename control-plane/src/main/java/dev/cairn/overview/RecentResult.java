package dev.cairn.overview;

import dev.cairn.ids.ExperimentId;
import dev.cairn.reports.ExperimentSummary.Difference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of an experiment that succeeded.
 *
 * @param promotions students promoted
 * @param problems number of held-out problems evaluated
 * @param samples completions per problem
 * @param bestGain the largest difference of a trained policy from the base model, with its interval over the problems of
 *     this experiment; chosen among the comparisons, so it is not an unbiased estimate
 * @param comparisons number of differences from the base model that it was chosen from
 * @param noGain why there is no gain to show
 */
public record RecentResult(
        ExperimentId id,
        String name,
        @Nullable String preset,
        String owner,
        long seed,
        @Nullable Instant endedAt,
        int promotions,
        int problems,
        int samples,
        @Nullable Difference bestGain,
        int comparisons,
        @Nullable String noGain) {}
