package dev.cairn.queue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The health of one part of a control plane, as that control plane reports it.
 *
 * @param since when it was first seen in this state, or when the control plane started
 * @param detail what it is: a model, a version, the free space of a disk
 * @param reason why it is down
 * @param remedy what to do about it
 */
public record PartHealth(
        PartKind part,
        PartState state,
        Instant since,
        @Nullable String detail,
        @Nullable String reason,
        @Nullable String remedy) {

    /** What a control plane depends on. */
    public enum PartKind {
        ENGINE,
        TRAINER,
        GRADER,
        DATABASE,
        DISK;

        /** The name in JSON. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it works. */
    public enum PartState {
        UP,
        DOWN,
        /** Not started, since no run needs it now. */
        IDLE;

        /** The name in JSON. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same, seen first at another time. */
    public PartHealth since(Instant first) {
        return new PartHealth(part, state, first, detail, reason, remedy);
    }
}
