package dev.cairn.runs;

import dev.cairn.experiments.LogNames;
import dev.cairn.fleet.Claim;
import dev.cairn.fleet.MachineUse;
import dev.cairn.fleet.RunPorts;
import dev.cairn.ids.RunId;
import dev.cairn.ledger.JdbcJournal;
import dev.cairn.ledger.WaitNotice;
import dev.cairn.spec.ExperimentSpec;

/** Connects runs to their ports, says meanwhile what they wait for, and notes where engine and worker write their logs. */
record Connector(Ports ports, LogNames logs) {
    /** @throws dev.cairn.ports.PortException if the ports are not available; the message says why and what to do */
    RunPorts connect(RunId run, ExperimentSpec spec, Claim claim, JdbcJournal journal) throws InterruptedException {
        try (WaitNotice _ =
                journal.waiting(WaitNotice.Cause.CONNECT, "waiting for an engine and a trainer with the model")) {
            return ports.connect(spec, claim);
        } finally {
            // Also of those that did not start: their logs say why.
            MachineUse use = ports.use(claim);
            logs.store(run, claim.fence(), use.engineLog(), use.workerLog());
        }
    }
}
