package dev.cairn.runs;

import dev.cairn.fleet.Claim;
import dev.cairn.fleet.RunPorts;
import dev.cairn.spec.ExperimentSpec;
import java.util.Optional;

/** Gives a run its engine and workers. */
@FunctionalInterface
public interface Ports {
    /**
     * Ports for what a spec needs.
     *
     * @param claim for whom
     * @throws dev.cairn.ports.PortException if they can't be had, saying why and what to do
     */
    RunPorts connect(ExperimentSpec spec, Claim claim) throws InterruptedException;

    /** What all calls wait for now, such as an engine that is being restarted; told at once. */
    default Optional<String> delay() {
        return Optional.empty();
    }

    /** The claim has ended, however: what it left open is closed. */
    default void ended(Claim claim) {}
}
