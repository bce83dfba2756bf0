package dev.cairn.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The kind of an event. Its name is stored, and is the name of the server-sent event. */
public enum EventKind {
    /** A run's state changed. */
    RUN_STATE("run.state"),
    /** A unit of a run was committed. */
    UNIT_DONE("unit.done"),
    /** An outer step was decided, with or without a promotion. */
    OUTER_STEP_DECIDED("outer-step.decided"),
    /** An experiment's tags changed. */
    EXPERIMENT_TAGS("experiment.tags"),
    /** An experiment's name, notes, sharing or retention changed, or it went into the archive or out of it. */
    EXPERIMENT_EDITED("experiment.edited"),
    /** A run's priority or pool changed. */
    RUN_EDITED("run.edited");

    private final String wireName;

    EventKind(String word) {
        this.wireName = word;
    }

    /** As it is stored and sent. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    static EventKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("'" + word + "' is not a kind of event; the kinds are "
                        + Arrays.stream(values()).map(EventKind::wireName).collect(Collectors.joining(", "))));
    }
}
