package dev.cairn.reports;

import dev.cairn.experiments.ExperimentState;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An experiment that uses a problem set.
 *
 * @param limit only so many of the set's problems are used; absent if all are
 * @param asRealProblems whether students only train on it, as methods.realProblems says
 * @param screening its newest screening; absent if it does not screen this set
 */
public record ProblemSetUse(
        ExperimentId id,
        String name,
        String owner,
        ExperimentState state,
        Instant createdAt,
        @Nullable Instant archivedAt,
        @Nullable Integer limit,
        boolean asRealProblems,
        @Nullable ScreeningResult screening) {
    /**
     * What a screening has found so far.
     *
     * @param model the model that was screened, as in model.path
     * @param samples completions per problem that were asked for
     * @param screened number of problems measured
     * @param unsolved number of those that no completion solved
     * @param train number of problems of the half to train on; 0 before the split
     * @param test number of held-out problems; 0 before the split
     */
    public record ScreeningResult(
            RunId run,
            RunState state,
            @Nullable Instant endedAt,
            String model,
            int samples,
            int screened,
            int unsolved,
            int train,
            int test) {}
}
