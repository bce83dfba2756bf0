package dev.cairn.lists;

import dev.cairn.ids.ExperimentId;
import java.util.List;
import java.util.Map;

/** Knows what experiments in the queue wait for. */
@FunctionalInterface
public interface Waits {
    /** The reason of each of these experiments that waits, for people. */
    Map<ExperimentId, String> of(List<ExperimentId> experiments);
}
