package dev.cairn.experiments;

import dev.cairn.experiments.RunVerb.Effect;
import dev.cairn.ids.ExperimentId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of an operation on many experiments.
 *
 * @param before states of the changed experiments before the change
 * @param unchanged those that already are as requested, by reason
 * @param refused those whose state does not allow it, by reason
 */
public record BulkOutcome(
        Map<ExperimentId, ExperimentState> before,
        List<ExperimentsLeftOut> unchanged,
        List<ExperimentsLeftOut> refused) {
    private static final int MOST_EXAMPLES = 10;

    /**
     * Experiments that were left as they are for one reason.
     *
     * @param examples the first of them
     */
    public record ExperimentsLeftOut(String reason, int count, List<ExperimentId> examples) {}

    /** Collects the effects on single experiments. */
    static final class Counter {
        private final Map<ExperimentId, ExperimentState> changed = new LinkedHashMap<>();
        private final Map<String, List<ExperimentId>> unchanged = new LinkedHashMap<>();
        private final Map<String, List<ExperimentId>> refused = new LinkedHashMap<>();

        void add(ExperimentStanding one, Effect effect) {
            switch (effect) {
                case Effect.Changes() -> changed.put(one.id(), one.state());
                case Effect.Unchanged(String reason) ->
                    unchanged.computeIfAbsent(reason, any -> new ArrayList<>()).add(one.id());
                case Effect.Refused(String reason) ->
                    refused.computeIfAbsent(reason, any -> new ArrayList<>()).add(one.id());
            }
        }

        BulkOutcome outcome() {
            return new BulkOutcome(changed, leftOut(unchanged), leftOut(refused));
        }

        private static List<ExperimentsLeftOut> leftOut(Map<String, List<ExperimentId>> byReason) {
            return byReason.entrySet().stream()
                    .map(entry -> new ExperimentsLeftOut(
                            entry.getKey(),
                            entry.getValue().size(),
                            List.copyOf(entry.getValue()
                                    .subList(
                                            0,
                                            Math.min(
                                                    MOST_EXAMPLES,
                                                    entry.getValue().size())))))
                    .toList();
        }
    }
}
