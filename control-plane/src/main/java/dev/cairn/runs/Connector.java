package dev.cairn.runs;

import dev.cairn.experiments.LogNames;
import dev.cairn.fleet.Claim;
import dev.cairn.fleet.MachineUse;
import dev.cairn.fleet.RunPorts;
import dev.cairn.ids.RunId;
import dev.cairn.ledger.JdbcJournal;
import dev.cairn.ledger.WaitNotice;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.spec.ExperimentSpec;

/** Connects runs to their ports, says meanwhile what they wait for, and notes where engine and worker write their logs. */
record Connector(Ports ports, LogNames logs) {
    /** @throws dev.cairn.ports.PortException if the ports are not available; the message says why and what to do */
    RunPorts connect(RunId run, ExperimentSpec spec, Claim claim, JdbcJournal journal) throws InterruptedException {
        try (WaitNotice _ =
                journal.waiting(WaitNotice.Cause.CONNECT, "waiting for an engine and a trainer with the model")) {
            RunPorts connected = ports.connect(spec, claim);
            note(run, claim);
            return connected;
        } catch (PortException e) {
            if (e.remedy() != Remedy.NO_ROOM) {
                // The log of what did not start says why.
                note(run, claim);
            }
            throw e;
        }
    }

    private void note(RunId run, Claim claim) {
        MachineUse use = ports.use(claim);
        logs.store(run, claim.fence(), use.engineLog(), use.workerLog());
    }
}
