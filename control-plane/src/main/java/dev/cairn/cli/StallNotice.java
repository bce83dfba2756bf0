package dev.cairn.cli;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.queue.QueueView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains why an experiment without an active run does not make progress. */
final class StallNotice {
    /** Without an obstacle the next run is claimed within a second. */
    private static final Duration USUAL = Duration.ofSeconds(3);

    private final QueueView queue;
    private final InstantSource clock;
    private @Nullable Instant since;
    private String said = "";

    StallNotice(QueueView queue, InstantSource clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /** A new explanation, once there has been no progress for longer than usual. */
    Optional<String> news(Experiment experiment) {
        List<Run> open =
                experiment.runs().stream().filter(run -> !run.state().isFinal()).toList();
        Optional<Run> next =
                open.stream().filter(run -> run.state() != RunState.WAITING).findFirst();
        if (next.isEmpty() || open.stream().anyMatch(StallNotice::isActive)) {
            since = null;
            said = "";
            return Optional.empty();
        }
        Instant now = clock.instant();
        since = since == null ? now : since;
        if (Duration.between(since, now).compareTo(USUAL) < 0) {
            return Optional.empty();
        }
        Optional<String> text = queue.find(next.get().id())
                .map(place -> "%s is not running: %s"
                        .formatted(place.name(), place.waitReason().message()))
                .filter(found -> !found.equals(said));
        text.ifPresent(found -> said = found);
        return text;
    }

    private static boolean isActive(Run run) {
        return switch (run.state()) {
            case RUNNING, PAUSING, CANCELLING -> true;
            case WAITING, QUEUED, PAUSED, SUCCEEDED, FAILED, CANCELLED -> false;
        };
    }
}
