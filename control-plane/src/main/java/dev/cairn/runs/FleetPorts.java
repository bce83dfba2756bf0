package dev.cairn.runs;

import dev.cairn.fleet.Claim;
import dev.cairn.fleet.Fleet;
import dev.cairn.fleet.MachineUse;
import dev.cairn.fleet.ModelDirectories;
import dev.cairn.fleet.RunPorts;
import dev.cairn.spec.ExperimentSpec;
import java.util.Optional;

/** Connects runs to the engines and workers of this machine, or to those named in the spec. */
public record FleetPorts(Fleet fleet, ModelDirectories models) implements Ports {
    @Override
    public RunPorts connect(ExperimentSpec spec, Claim claim) throws InterruptedException {
        return fleet.connect(
                RequirementsOfSpec.of(spec, models.find(spec.model().path())), claim);
    }

    @Override
    public Optional<String> delay(Claim claim) {
        return fleet.engineIsDown(claim)
                ? Optional.of("vLLM has ended and is restarting; calls wait for it")
                : Optional.empty();
    }

    @Override
    public MachineUse use(Claim claim) {
        return fleet.use(claim);
    }

    @Override
    public void abandon(Claim claim) throws InterruptedException {
        fleet.abandon(claim);
    }

    @Override
    public void ended(Claim claim) {
        fleet.ended(claim);
    }
}
