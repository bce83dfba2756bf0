package dev.cairn.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ids.ExperimentId;
import dev.cairn.spec.RetentionSpec;
import dev.cairn.spec.Tags;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Assembles an experiment from its row and its runs. */
final class ExperimentAssembler {
    private ExperimentAssembler() {}

    static Experiment of(
            ExperimentId id,
            String name,
            @Nullable String preset,
            String owner,
            @Nullable ExperimentId clonedFrom,
            Tags tags,
            boolean shared,
            RetentionSpec retention,
            long seed,
            Instant createdAt,
            @Nullable Instant archivedAt,
            List<Run> runs,
            @Nullable String notes,
            @Nullable JsonNode spec) {
        List<Run> latest = latest(runs);
        ExperimentState state =
                ExperimentState.of(latest.stream().map(Run::state).toList());
        Optional<Run> decided = runs.stream()
                .filter(run -> run.lastMeanReward() != null)
                .max(Comparator.comparingLong(run -> run.id().value()));
        return new Experiment(
                id,
                name,
                preset,
                owner,
                clonedFrom,
                tags.byKey(),
                shared,
                retention,
                seed,
                state,
                reason(state, latest),
                createdAt,
                startedAt(runs),
                runs.stream().allMatch(run -> run.state().isFinal()) ? endedAt(runs) : null,
                archivedAt,
                decided.map(Run::outerStepsDone).orElse(null),
                decided.map(Run::promotions).orElse(null),
                decided.map(Run::lastMeanReward).orElse(null),
                decided.map(Run::lastMovingAverage).orElse(null),
                runs,
                notes,
                spec,
                null);
    }

    /** The runs without those that were retried or restarted. */
    static List<Run> latest(List<Run> runs) {
        Map<String, Run> byName = new LinkedHashMap<>();
        runs.forEach(run -> byName.merge(run.name(), run, (a, b) -> a.generation() > b.generation() ? a : b));
        return List.copyOf(byName.values());
    }

    private static @Nullable String reason(ExperimentState state, List<Run> runs) {
        RunState telling = switch (state) {
            case FAILED -> RunState.FAILED;
            case CANCELLED -> RunState.CANCELLED;
            case CANCELLING -> RunState.CANCELLING;
            case PAUSED -> RunState.PAUSED;
            case QUEUED, RUNNING, SUCCEEDED -> RunState.SUCCEEDED;
        };
        for (Run run : runs) {
            if (run.state() == telling && run.reason() != null) {
                return run.name() + ": " + run.reason();
            }
        }
        return null;
    }

    private static @Nullable Instant startedAt(List<Run> runs) {
        return runs.stream()
                .map(Run::startedAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static @Nullable Instant endedAt(List<Run> runs) {
        return runs.stream()
                .map(Run::endedAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
