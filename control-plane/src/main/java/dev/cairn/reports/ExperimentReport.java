package dev.cairn.reports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentState;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.results.UsageReader.Usage;
import dev.cairn.spec.ChangedSetting;
import dev.cairn.spec.RunKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An experiment with its results, for people who were not there.
 *
 * @param notes what people wrote about it
 * @param changedSettings what differs from the preset as it is now, or from the defaults without one
 * @param runs the newest generation of each run
 * @param used what all its runs used together, those that were retried or restarted included
 * @param summary its results
 * @param spec all settings
 */
public record ExperimentReport(
        ExperimentId id,
        String name,
        @Nullable String preset,
        String owner,
        long seed,
        ExperimentState state,
        @Nullable String reason,
        Map<String, String> tags,
        String notes,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        List<ChangedSetting> changedSettings,
        List<ReportedRun> runs,
        Usage used,
        ExperimentSummary summary,
        JsonNode spec) {
    /** A run and when it worked. */
    public record ReportedRun(
            RunId id,
            String name,
            RunKind kind,
            RunState state,
            @Nullable String reason,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    /** The report of an experiment that was read with its spec. */
    public static ExperimentReport of(
            Experiment experiment, List<ChangedSetting> changed, Usage used, ExperimentSummary summary) {
        return new ExperimentReport(
                experiment.id(),
                experiment.name(),
                experiment.preset(),
                experiment.owner(),
                experiment.seed(),
                experiment.state(),
                experiment.reason(),
                experiment.tags(),
                Objects.requireNonNullElse(experiment.notes(), ""),
                experiment.createdAt(),
                experiment.startedAt(),
                experiment.endedAt(),
                List.copyOf(changed),
                experiment.latestRuns().stream().map(ExperimentReport::run).toList(),
                used,
                summary,
                Objects.requireNonNull(experiment.spec(), "a report needs the experiment with its spec"));
    }

    private static ReportedRun run(Run run) {
        return new ReportedRun(
                run.id(), run.name(), run.kind(), run.state(), run.reason(), run.startedAt(), run.endedAt());
    }
}
