package dev.cairn.experiments.hardsets;

import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import java.time.Instant;

/**
 * A hard set with a name.
 *
 * @param runId the screening that found it, which may have been repeated since
 * @param model directory or hub name of the model that was screened
 * @param screened number of problems that were asked
 * @param samples k, completions per problem; fewer for solved ones if the screening stopped at a success
 * @param train number of problems in the half that is trained on
 * @param test number of problems in the half that is held out
 * @param experiments number of other experiments that have used this screening, by name or by {@code screen.from}
 * @param description what its maker wrote about it; may be empty
 */
public record HardSet(
        String name,
        ExperimentId experimentId,
        String experimentName,
        RunId runId,
        String problemSet,
        String model,
        int screened,
        int samples,
        int train,
        int test,
        int experiments,
        String description,
        String createdBy,
        Instant createdAt) {}
