package dev.cairn.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Derives what an experiment shows from its runs. */
final class ExperimentViews {
    private ExperimentViews() {}

    static Experiment of(
            ExperimentId id,
            String name,
            @Nullable String preset,
            long seed,
            Instant createdAt,
            List<Run> runs,
            @Nullable JsonNode spec) {
        ExperimentState state = ExperimentState.of(runs.stream().map(Run::state).toList());
        return new Experiment(
                id,
                name,
                preset,
                seed,
                state,
                reason(state, runs),
                createdAt,
                startedAt(runs),
                runs.stream().allMatch(run -> run.state().isFinal()) ? endedAt(runs) : null,
                runs,
                spec);
    }

    private static @Nullable String reason(ExperimentState state, List<Run> runs) {
        RunState telling = switch (state) {
            case FAILED -> RunState.FAILED;
            case CANCELLED -> RunState.CANCELLED;
            case CANCELLING -> RunState.CANCELLING;
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
