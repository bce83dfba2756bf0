package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.fleet.registry.ServiceDirectory;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.FreePort;
import dev.cairn.ports.Generator;
import dev.cairn.ports.PortException;
import dev.cairn.vllm.EnginePlan;
import dev.cairn.vllm.GpuShare;
import dev.cairn.vllm.ManagedEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The engines: one local engine, started for the needs of the current run, or a registered one. */
final class Engines implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Engines.class);

    private static final String SERVED_NAME = "base";

    private final Path python;
    private final Path workers;
    private final ChildProcesses children;
    private final ArtifactStore store;
    private final RegisteredEngines registered;
    private final AtomicLong restarts = new AtomicLong();
    /** Also read without holding the lock, since the lock is held while an engine starts. */
    private volatile @Nullable ManagedEngine local;

    Engines(Path python, Path workers, ChildProcesses children, ArtifactStore store, ServiceDirectory directory) {
        this.python = python;
        this.workers = workers;
        this.children = children;
        this.store = store;
        this.registered = new RegisteredEngines(directory, store);
    }

    /** Returns a generator on an engine that meets the requirements; starting one takes tens of seconds. */
    Generator connect(RunRequirements needs, GpuShare gpus, Claim claim) throws InterruptedException {
        String name = needs.engine();
        return name == null
                ? local(needs, gpus)
                : registered.connect(name, needs, DeviceRules.limitsElsewhere(needs), claim);
    }

    /** Releases what a claim used; called when it has ended. */
    void ended(Claim claim) {
        registered.ended(claim);
    }

    private synchronized Generator local(RunRequirements needs, GpuShare gpus) throws InterruptedException {
        EnginePlan plan = plan(needs, gpus);
        ManagedEngine running = local;
        if (running != null && running.serves(plan) && isUp(running)) {
            return running.generator();
        }
        closeLocal();
        ManagedEngine started = start(plan, needs);
        local = started;
        return started.generator();
    }

    /** Waits for a restart; false if the engine was given up, which must not affect another run. */
    private static boolean isUp(ManagedEngine running) throws InterruptedException {
        try {
            running.awaitUp();
            return true;
        } catch (PortException gaveUp) {
            LOG.warnf("vLLM is restarting: %s", gaveUp.getMessage());
            return false;
        }
    }

    private ManagedEngine start(EnginePlan plan, RunRequirements needs) throws InterruptedException {
        LOG.infof("starting vLLM for %s on port %d, which takes some tens of seconds", plan.model(), plan.port());
        return ManagedEngine.start(
                plan,
                needs.generateTimeout(),
                new EngineChildren(children),
                new StorePaths(store)::locate,
                restarts::incrementAndGet);
    }

    private EnginePlan plan(RunRequirements needs, GpuShare gpus) {
        EnginePlan.Device device = gpus.devices().isEmpty() ? EnginePlan.Device.CPU : EnginePlan.Device.GPU;
        return new EnginePlan(
                python,
                workers,
                needs.model(),
                SERVED_NAME,
                FreePort.find(),
                needs.precision() == RunRequirements.Precision.FP32
                        ? EnginePlan.Precision.FLOAT32
                        : EnginePlan.Precision.BFLOAT16,
                device,
                gpus,
                needs.maxRank(),
                needs.adapters(),
                needs.maxModelLength(),
                DeviceRules.limits(device, needs),
                DeviceRules.CPU_CACHE_GIB,
                CpuLayouts.of(needs.model(), Runtime.getRuntime().availableProcessors()),
                needs.repeatable() ? EnginePlan.PrefixCache.OFF : EnginePlan.PrefixCache.ON);
    }

    /** The status of the local engine; returns immediately. */
    EngineStatus status() {
        ManagedEngine running = local;
        EngineStatus.Condition condition = running == null
                ? EngineStatus.Condition.NONE
                : running.isUp() ? EngineStatus.Condition.UP : EngineStatus.Condition.DOWN;
        return new EngineStatus(condition, running == null ? null : running.model(), restarts.get());
    }

    /** The adapters that engines hold for this control plane now. */
    List<LoadedAdapter> loaded() {
        ManagedEngine running = local;
        List<LoadedAdapter> all = new ArrayList<>(registered.loaded());
        if (running != null) {
            running.loaded().forEach(directory -> all.add(new LoadedAdapter(null, directory)));
        }
        return all;
    }

    @Override
    public void close() {
        registered.close();
        closeLocal();
    }

    private synchronized void closeLocal() {
        ManagedEngine running = local;
        if (running != null) {
            running.close();
            local = null;
        }
    }
}
