package dev.cairn.submissions;

import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.PlannedRun;
import java.util.List;

/**
 * What an experiment would be.
 *
 * @param runs in the order in which they can start
 * @param time how long its runs take
 */
public record SubmissionPreview(
        ExperimentSpec spec, List<PlannedRun> runs, CostEstimate estimate, TimeEstimate time, List<String> warnings) {}
