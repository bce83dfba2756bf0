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
 * @param samples k, completions per problem; 0 if every problem was kept without asking
 * @param train number of problems in the half that is trained on
 * @param test number of problems in the half that is held out
 * @param stopAtSuccess whether solved problems were asked fewer times
 * @param experiments number of other experiments that use this screening's halves, by this name or another setting
 * @param owner of the experiment
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
        boolean stopAtSuccess,
        int train,
        int test,
        int experiments,
        String owner,
        String description,
        String createdBy,
        Instant createdAt) {}
