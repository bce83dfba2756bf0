package dev.cairn.experiments;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ids.ExperimentId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as it is shown.
 *
 * @param owner who submitted it
 * @param tags a person's own words by which it is found again
 * @param runs in the order in which they were made; its state is that of the latest generation of each
 * @param spec only when one experiment is read
 */
public record Experiment(
        ExperimentId id,
        String name,
        @Nullable String preset,
        String owner,
        @Nullable ExperimentId clonedFrom,
        Map<String, String> tags,
        long seed,
        ExperimentState state,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        List<Run> runs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode spec) {
    /** The newest generation of each run: those without a later retry or restart. */
    public List<Run> latestRuns() {
        return ExperimentAssembler.latest(runs);
    }
}
