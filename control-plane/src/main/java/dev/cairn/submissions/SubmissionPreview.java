package dev.cairn.submissions;

import dev.cairn.fleet.GpuNeeds;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.PlannedRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The preview of an experiment.
 *
 * @param runs in the order in which they can start
 * @param time the estimated working time of its runs
 * @param memory GPU memory that they need; absent if the model does not show its size
 */
public record SubmissionPreview(
        ExperimentSpec spec,
        List<PlannedRun> runs,
        CostEstimate estimate,
        TimeEstimate time,
        @Nullable GpuNeeds memory,
        List<String> warnings) {}
