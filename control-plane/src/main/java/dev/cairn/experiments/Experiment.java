package dev.cairn.experiments;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ids.ExperimentId;
import dev.cairn.spec.RetentionSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as it is shown.
 *
 * @param owner the user that submitted it
 * @param tags the user's own labels for finding it
 * @param shared whether everyone may read it in history, besides its owner and admins
 * @param retention its own rules for what is kept after it has ended
 * @param archivedAt when it was archived, which hides it from lists; absent if it is not
 * @param outerStepsDone of the newest soar run that has decided an outer step, as are the next three; absent without
 *     one
 * @param runs in the order of creation; the experiment's state depends on the latest generation of each
 * @param notes plain text that people wrote about it; present only if a single experiment is read
 * @param spec present only if a single experiment is read
 * @param warnings only in the answer to a submission
 */
public record Experiment(
        ExperimentId id,
        String name,
        @Nullable String preset,
        String owner,
        @Nullable ExperimentId clonedFrom,
        Map<String, String> tags,
        boolean shared,
        RetentionSpec retention,
        long seed,
        ExperimentState state,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant archivedAt,
        @Nullable Integer outerStepsDone,
        @Nullable Integer promotions,
        @Nullable Double lastMeanReward,
        @Nullable Double lastMovingAverage,
        List<Run> runs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String notes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode spec,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> warnings) {
    /** The same as the answer to its submission, with what is odd about its spec. */
    public Experiment withWarnings(List<String> found) {
        return new Experiment(
                id,
                name,
                preset,
                owner,
                clonedFrom,
                tags,
                shared,
                retention,
                seed,
                state,
                reason,
                createdAt,
                startedAt,
                endedAt,
                archivedAt,
                outerStepsDone,
                promotions,
                lastMeanReward,
                lastMovingAverage,
                runs,
                notes,
                spec,
                List.copyOf(found));
    }

    /** The newest generation of each run: those without a later retry or restart. */
    public List<Run> latestRuns() {
        return ExperimentAssembler.latest(runs);
    }
}
