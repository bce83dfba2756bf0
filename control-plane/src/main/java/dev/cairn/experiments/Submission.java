package dev.cairn.experiments;

import dev.cairn.ids.ExperimentId;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.PlannedRun;
import dev.cairn.spec.RetentionSpec;
import dev.cairn.spec.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An experiment that passed every check, ready to be queued.
 *
 * @param preset the preset that it started from
 * @param tags labels for finding it
 * @param retention its own rules for what is kept
 * @param realProblemSetId the set that {@code methods.realProblems} names, if a method uses it
 * @param runs in an order in which every run follows those that it depends on
 * @param by the user that submits it
 * @param clonedFrom the experiment whose spec it started from
 */
public record Submission(
        ExperimentSpec spec,
        @Nullable String preset,
        Tags tags,
        RetentionSpec retention,
        long problemSetId,
        @Nullable Long realProblemSetId,
        List<PlannedRun> runs,
        Submitter by,
        @Nullable ExperimentId clonedFrom) {
    public Submission {
        runs = List.copyOf(runs);
    }

    /** A submission without tags, rules and real problems. */
    public Submission(
            ExperimentSpec spec,
            @Nullable String preset,
            long problemSetId,
            List<PlannedRun> runs,
            Submitter by,
            @Nullable ExperimentId clonedFrom) {
        this(spec, preset, Tags.NONE, RetentionSpec.NONE, problemSetId, null, runs, by, clonedFrom);
    }
}
