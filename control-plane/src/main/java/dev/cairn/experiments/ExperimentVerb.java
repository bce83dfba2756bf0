package dev.cairn.experiments;

import java.util.Arrays;
import java.util.List;

/** The operations on many experiments at once. */
public enum ExperimentVerb {
    CANCEL("cancelled"),
    PAUSE("paused"),
    RESUME("resumed"),
    RETRY("retried"),
    ARCHIVE("archived"),
    UNARCHIVE("unarchived"),
    TAG("tagged");

    private final String pastParticiple;

    ExperimentVerb(String done) {
        this.pastParticiple = done;
    }

    /** As in "cannot be paused". */
    String pastParticiple() {
        return pastParticiple;
    }

    /** States of runs that it changes; none if it does not concern runs. */
    List<String> changedStates() {
        return switch (this) {
            case CANCEL -> changedBy(RunVerb.CANCEL);
            case PAUSE -> changedBy(RunVerb.PAUSE);
            case RESUME -> changedBy(RunVerb.RESUME);
            case RETRY -> changedBy(RunVerb.RETRY);
            case ARCHIVE, UNARCHIVE, TAG -> List.of();
        };
    }

    private static List<String> changedBy(RunVerb verb) {
        return Arrays.stream(RunState.values())
                .filter(verb::changes)
                .map(RunState::wireName)
                .toList();
    }
}
