package dev.cairn.retention;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is removed. */
public enum RemovedKind {
    /** Texts of rollouts. */
    ROLLOUT_TEXT,
    /** Points of the metrics that the trainer names itself. */
    METRIC_POINTS,
    /** Files of policies. */
    ADAPTERS,
    /** All rows and files of a deleted experiment. */
    EXPERIMENT;

    /** As it is stored and shown. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
