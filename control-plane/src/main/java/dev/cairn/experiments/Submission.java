package dev.cairn.experiments;

import dev.cairn.ids.ExperimentId;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.PlannedRun;
import dev.cairn.spec.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An experiment that passed every check, ready to be queued.
 *
 * @param preset what it started from
 * @param tags by which it is found again
 * @param runs in an order in which every run stands after those it depends on
 * @param by who submits it
 * @param clonedFrom whose spec it began with
 */
public record Submission(
        ExperimentSpec spec,
        @Nullable String preset,
        Tags tags,
        long problemSetId,
        List<PlannedRun> runs,
        Submitter by,
        @Nullable ExperimentId clonedFrom) {
    public Submission {
        runs = List.copyOf(runs);
    }

    /** Without tags. */
    public Submission(
            ExperimentSpec spec,
            @Nullable String preset,
            long problemSetId,
            List<PlannedRun> runs,
            Submitter by,
            @Nullable ExperimentId clonedFrom) {
        this(spec, preset, Tags.NONE, problemSetId, runs, by, clonedFrom);
    }
}
