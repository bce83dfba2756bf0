package dev.cairn.experiments;

import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunSpec;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the executor needs to work on a claimed run.
 *
 * @param realProblemSetId the set that {@code methods.realProblems} names, if a method uses it
 */
public record ClaimedRun(
        RunId id,
        ExperimentId experimentId,
        String name,
        long seed,
        RunSpec plan,
        ExperimentSpec spec,
        long problemSetId,
        @Nullable Long realProblemSetId) {}
