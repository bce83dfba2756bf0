package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.base.Ticker;
import dev.cairn.bridge.PythonWorker;
import dev.cairn.bridge.WorkerSettings;
import dev.cairn.fleet.registry.ServiceDirectory;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Gives runs their engines and workers, and keeps those warm between runs that need the same. */
public final class Fleet implements AutoCloseable {
    /** What a grading call may take besides its answers, each of which has a limit of its own. */
    private static final Duration GRADING_OVERHEAD = Duration.ofMinutes(10);

    /** Logits of so many positions are held at once: 512 of a 128k vocabulary are 0.26 GB in fp32. */
    static final int LOGITS_CHUNK = 512;

    private final Engines engines;
    private final Workers workers;
    private final ArtifactStore store;

    /**
     * @param python of the environment that has vLLM and PyTorch
     * @param workerSources the source directory of {@code cairn_workers}
     * @param directory where registered engines and workers are
     */
    public Fleet(
            Path python,
            Path workerSources,
            Home home,
            ArtifactStore store,
            ServiceDirectory directory,
            Ticker ticker) {
        ChildProcesses children = new ChildProcesses(home);
        this.engines = new Engines(python, workerSources, children, store, directory);
        this.workers = new Workers(python, workerSources, children, store, directory, ticker);
        this.store = store;
    }

    /**
     * Ports for a run; what is not running yet is started.
     *
     * @param claim for whom, until {@link #ended} is told
     * @throws dev.cairn.ports.PortException if an engine or worker can't be had, saying why and what to do
     */
    public RunPorts connect(RunRequirements needs, Claim claim) throws InterruptedException {
        GpuPlan gpus = GpuPlans.of(needs);
        PythonWorker worker = workers.connect(needs, claim);
        var settings = new WorkerSettings(
                needs.model(),
                needs.training().threads(),
                needs.training().microBatchTokens(),
                LOGITS_CHUNK,
                gpus.trainer(),
                WorkerSettings.Precision.valueOf(needs.precision().name().toUpperCase(Locale.ROOT)));
        return new RunPorts(
                engines.connect(needs, gpus.engine(), claim),
                worker.trainer(settings, new StorePaths(store), needs.training().timeout()),
                worker.grader(needs.training().gradeTimeout(), GRADING_OVERHEAD),
                worker.promptLengths(needs.model(), needs.training().timeout()));
    }

    /** An owner's turn at a run is over, however it ended: what it left open in engine and worker is closed. */
    public void ended(Claim claim) {
        engines.ended(claim);
        workers.ended(claim);
    }

    /** How the local engine stands, told at once. */
    public EngineStatus engine() {
        return engines.status();
    }

    /** Whether embedded Python, where it is used, still takes calls; told at once. */
    public boolean healthy() {
        return workers.healthy();
    }

    @Override
    public void close() {
        engines.close();
        workers.close();
    }
}
