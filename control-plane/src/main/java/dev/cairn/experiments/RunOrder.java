package dev.cairn.experiments;

/** Everything the executor needs to carry out a claimed run. */
public record RunOrder(
        RunId id,
        ExperimentId experimentId,
        String name,
        long seed,
        RunPlan plan,
        ExperimentSpec spec,
        long problemSetId) {}
