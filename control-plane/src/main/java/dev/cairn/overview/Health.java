package dev.cairn.overview;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether something works that experiments need.
 *
 * @param name of a control plane its host and process, of a part that of its control plane, of a registered service its own
 * @param registered whether it was registered by an admin, rather than started by a control plane
 * @param since when it came to this state; absent if that is not known
 * @param detail what it is: a model, a version, the free space of a disk
 * @param reason why it does not work
 * @param remedy what to do about it
 */
public record Health(
        HealthSubject subject,
        String name,
        boolean registered,
        HealthState state,
        @Nullable Instant since,
        @Nullable String detail,
        @Nullable String reason,
        @Nullable String remedy) {

    /** What can work or not. */
    public enum HealthSubject {
        CONTROL_PLANE,
        ENGINE,
        TRAINER,
        GRADER,
        DATABASE,
        DISK;

        /** The name in JSON. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether it works. */
    public enum HealthState {
        UP,
        /** Not started, since no run needs it now. */
        IDLE,
        /** A control plane that was asked to stop, and claims nothing more. */
        STOPPING,
        DOWN,
        /** It was not asked yet. */
        UNKNOWN;

        /** The name in JSON. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
