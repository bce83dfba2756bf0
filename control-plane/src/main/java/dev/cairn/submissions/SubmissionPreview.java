package dev.cairn.submissions;

import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.PlannedRun;
import java.util.List;

/**
 * The preview of an experiment.
 *
 * @param runs in the order in which they can start
 * @param time the estimated working time of its runs
 */
public record SubmissionPreview(
        ExperimentSpec spec, List<PlannedRun> runs, CostEstimate estimate, TimeEstimate time, List<String> warnings) {}
