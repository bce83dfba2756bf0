package dev.cairn.runs;

import dev.cairn.fleet.Claim;
import dev.cairn.fleet.MachineUse;
import dev.cairn.fleet.RunPorts;
import dev.cairn.spec.ExperimentSpec;
import java.util.Optional;

/** Connects a run to its engine and workers. */
@FunctionalInterface
public interface Ports {
    /**
     * Connects to the ports that a spec needs.
     *
     * @param claim the claim that needs them
     * @throws dev.cairn.ports.PortException if they are not available; the message says why and what to do
     */
    RunPorts connect(ExperimentSpec spec, Claim claim) throws InterruptedException;

    /** What all calls of a claim wait for now, such as an engine that is being restarted; returns immediately. */
    default Optional<String> delay(Claim claim) {
        return Optional.empty();
    }

    /** What a claim uses of this machine now; returns immediately. */
    default MachineUse use(Claim claim) {
        return MachineUse.NOTHING;
    }

    /**
     * Ends what only this claim uses, because its work did not stop in time; {@link #ended} follows when it has.
     */
    default void abandon(Claim claim) throws InterruptedException {}

    /** Closes whatever the claim left open; called when it has ended, for whatever reason. */
    default void ended(Claim claim) {}
}
