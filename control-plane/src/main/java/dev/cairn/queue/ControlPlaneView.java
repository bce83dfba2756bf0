package dev.cairn.queue;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A control plane as it is shown.
 *
 * @param id unique per process
 * @param pools the pools whose runs it claims
 * @param trainingSlots number of students that it can train in parallel
 * @param since when it came to its state: its start, or its last heartbeat if it is gone; absent while it drains
 * @param seenAt its last heartbeat
 * @param parts the health of its engine, trainer, grader, database and disk; empty before its first report
 * @param runs the runs that it carries out
 */
public record ControlPlaneView(
        String id,
        String host,
        long pid,
        List<String> pools,
        int trainingSlots,
        int accelerators,
        ControlPlaneState state,
        @Nullable Instant since,
        Instant startedAt,
        Instant seenAt,
        List<PartHealth> parts,
        List<ClaimedWork> runs) {
    public ControlPlaneView {
        pools = List.copyOf(pools);
        parts = List.copyOf(parts);
        runs = List.copyOf(runs);
    }

    /** Whether it claims runs. */
    public enum ControlPlaneState {
        CLAIMING,
        /** It is stopping, and claims nothing more. */
        DRAINING,
        /** It has not been heard from for 15 s and did not say that it stops; others take over its runs. */
        GONE;

        /** The name in JSON. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A run that a control plane carries out. */
    public record ClaimedWork(
            RunId id, String name, ExperimentId experimentId, String experimentName, RunState state, Instant since) {}
}
