package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.base.Ticker;
import dev.cairn.bridge.PythonWorker;
import dev.cairn.bridge.WorkerSettings;
import dev.cairn.fleet.registry.ServiceDirectory;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.Home;
import dev.cairn.ports.Generator;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Connects runs to engines and workers, and keeps these running between runs with the same requirements. */
public final class Fleet implements AutoCloseable {
    /** Time for a grading call in addition to its answers, each of which has its own limit. */
    private static final Duration GRADING_OVERHEAD = Duration.ofMinutes(10);

    /** Number of positions whose logits are held at a time: 512 with a vocabulary of 128k take 0.26 GB in fp32. */
    static final int LOGITS_CHUNK = 512;

    private final Engines engines;
    private final Workers workers;
    private final ArtifactStore store;
    private final Set<Claim> abandoned = ConcurrentHashMap.newKeySet();

    /**
     * @param python the interpreter of the environment with vLLM and PyTorch
     * @param workerSources the source directory of {@code cairn_workers}
     * @param directory finds registered engines and workers
     * @param runsAtOnce number of runs that are executed at a time
     */
    public Fleet(
            Path python,
            Path workerSources,
            Home home,
            ArtifactStore store,
            ServiceDirectory directory,
            int runsAtOnce,
            Ticker ticker) {
        ChildProcesses children = new ChildProcesses(home);
        this.engines = new Engines(python, workerSources, children, store, directory, runsAtOnce);
        this.workers = new Workers(python, workerSources, children, store, directory, ticker);
        this.store = store;
    }

    /**
     * Returns the ports for a run, and starts what is not running yet.
     *
     * @param claim the claim that uses them until {@link #ended}
     * @throws dev.cairn.ports.PortException if an engine or worker is not available; the message says why and what to
     *     do
     */
    public RunPorts connect(RunRequirements needs, Claim claim) throws InterruptedException {
        if (abandoned.contains(claim)) {
            throw new PortException(Remedy.GIVE_UP, "the work on this run should have stopped");
        }
        Engines.Room room = engines.reserve(needs, GpuPlans.options(needs), claim);
        PythonWorker worker = workers.connect(needs, room.gpus(), claim);
        Generator generator = engines.connect(needs, room, claim);
        WorkerSettings settings = new WorkerSettings(
                needs.model(),
                needs.training().threads(),
                needs.training().microBatchTokens(),
                LOGITS_CHUNK,
                room.gpus().trainer(),
                WorkerSettings.Precision.valueOf(needs.precision().name().toUpperCase(Locale.ROOT)));
        return new RunPorts(
                generator,
                worker.trainer(settings, new StorePaths(store), needs.training().timeout()),
                worker.grader(needs.training().gradeTimeout(), GRADING_OVERHEAD),
                worker.promptLengths(needs.model(), needs.training().timeout()),
                worker.promptFrames(needs.model(), needs.training().timeout()));
    }

    /** What a claim uses of this machine now; returns immediately. */
    public MachineUse use(Claim claim) {
        return new MachineUse(
                engines.log(claim).orElse(null), workers.log(claim).orElse(null), engines.gpus(claim));
    }

    /** Closes whatever a claim left open in engine and worker; called when it has ended, for whatever reason. */
    public void ended(Claim claim) {
        try {
            // Sessions first: they hold memory of the GPUs.
            workers.ended(claim);
        } finally {
            abandoned.remove(claim);
            engines.ended(claim);
        }
    }

    /**
     * Ends what only this claim uses, because its work did not stop in time. The work itself may continue for minutes; it
     * gets nothing more, and calls {@link #ended} in the end.
     */
    public void abandon(Claim claim) throws InterruptedException {
        abandoned.add(claim);
        boolean gpusAreFree = false;
        try {
            gpusAreFree = workers.abandon(claim);
        } finally {
            engines.abandon(claim, gpusAreFree);
        }
    }

    /** Whether the engine of a claim runs here and is down now; returns immediately. */
    public boolean engineIsDown(Claim claim) {
        return engines.isDown(claim);
    }

    /** The status of the local engines together; returns immediately. */
    public EngineStatus engine() {
        return engines.status();
    }

    /** The status of the local workers, which train and grade; answers within seconds. */
    public WorkerStatus worker() {
        return workers.status();
    }

    /** The adapters that engines hold for this control plane now. */
    public List<LoadedAdapter> loaded() {
        return engines.loaded();
    }

    /** Whether embedded Python, if used, still accepts calls; returns immediately. */
    public boolean healthy() {
        return workers.healthy();
    }

    @Override
    public void close() {
        engines.close();
        workers.close();
    }
}
