package dev.cairn.lists;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.experiments.ExperimentState;
import dev.cairn.ids.ExperimentId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as a line of a long table: without its runs, with the settings and last metrics that were asked for.
 *
 * @param reason why it is paused, or was stopped or failed
 * @param waitsFor what its first queued run waits for, while no run is in progress
 * @param outerStepsDone of the newest soar run that has decided an outer step, as are promotions and rewards
 * @param outerSteps T, if it has a soar run
 * @param runs number of its runs, without those that were retried or restarted
 * @param runsSucceeded how many of them have succeeded
 * @param activeRun the name of the first run in progress
 * @param soarSecondsLeft until the last outer step at the pace of the last five; only while soar is running
 * @param settings values by path, null for a setting that the experiment does not have
 * @param metrics last values by name; a metric that the experiment does not have is absent
 */
public record ExperimentLine(
        ExperimentId id,
        String name,
        @Nullable String preset,
        String owner,
        @Nullable ExperimentId clonedFrom,
        Map<String, String> tags,
        boolean shared,
        long seed,
        ExperimentState state,
        @Nullable String reason,
        @Nullable String waitsFor,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant archivedAt,
        @Nullable Integer outerStepsDone,
        @Nullable Integer outerSteps,
        @Nullable Integer promotions,
        @Nullable Double lastMeanReward,
        @Nullable Double lastMovingAverage,
        int runs,
        int runsSucceeded,
        @Nullable String activeRun,
        @Nullable Double soarSecondsLeft,
        Map<String, @Nullable JsonNode> settings,
        Map<String, Double> metrics) {}
