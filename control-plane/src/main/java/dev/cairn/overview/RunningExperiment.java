package dev.cairn.overview;

import dev.cairn.experiments.ExperimentState;
import dev.cairn.experiments.Run;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.spec.RunKind;
import dev.cairn.submissions.Outlook;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An experiment in progress.
 *
 * @param runsDone number of its runs that have ended
 * @param runs number of its runs, without those that were retried or restarted
 * @param working its runs that a control plane carries out now
 * @param waiting why nothing is carried out now; absent while something is
 * @param timeLeft absent if its problem set no longer exists
 * @param lastPromotion absent if no student was promoted yet
 */
public record RunningExperiment(
        ExperimentId id,
        String name,
        @Nullable String preset,
        String owner,
        ExperimentState state,
        @Nullable Instant startedAt,
        int runsDone,
        int runs,
        List<WorkingRun> working,
        @Nullable String waiting,
        @Nullable Outlook timeLeft,
        @Nullable Integer promotions,
        @Nullable LastPromotion lastPromotion) {
    public RunningExperiment {
        working = List.copyOf(working);
    }

    /**
     * A run in progress.
     *
     * @param outerStepsDone of a soar run, as is the next
     * @param progress of the unit that has been in progress longest; not final, it may start again from 0
     */
    public record WorkingRun(
            RunId id,
            String name,
            RunKind kind,
            @Nullable Integer outerStepsDone,
            @Nullable Integer outerSteps,
            Run.@Nullable Progress progress) {}

    /**
     * The last promotion of an experiment.
     *
     * @param run the run in which the student was promoted
     * @param promotions how many there are in that run
     */
    public record LastPromotion(
            RunId run, int outerStep, int set, int repeat, double movingAverage, int promotions, Instant at) {}
}
