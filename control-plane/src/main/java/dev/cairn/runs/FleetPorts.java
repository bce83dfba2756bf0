package dev.cairn.runs;

import dev.cairn.experiments.ExperimentSpec;
import dev.cairn.fleet.Connection;
import dev.cairn.fleet.Fleet;

/** The engines and workers of this machine, or those that the spec names. */
public record FleetPorts(Fleet fleet, ModelDirectories models) implements Ports {
    @Override
    public Connection connect(ExperimentSpec spec) throws InterruptedException {
        return fleet.connect(SpecNeeds.of(spec, models.find(spec.model().path())));
    }
}
