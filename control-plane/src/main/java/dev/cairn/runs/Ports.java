package dev.cairn.runs;

import dev.cairn.experiments.ExperimentSpec;
import dev.cairn.fleet.Connection;

/** Gives a run its engine and workers. */
@FunctionalInterface
public interface Ports {
    /** @throws dev.cairn.soar.PortException if they can't be had, saying why and what to do */
    Connection connect(ExperimentSpec spec) throws InterruptedException;
}
