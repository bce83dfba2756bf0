package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.fleet.registry.ServiceDirectory;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.FreePort;
import dev.cairn.ports.PortException;
import dev.cairn.vllm.ApiKey;
import dev.cairn.vllm.EngineCapabilities;
import dev.cairn.vllm.EngineLimits;
import dev.cairn.vllm.EngineNeeds;
import dev.cairn.vllm.EnginePlan;
import dev.cairn.vllm.EngineSettings;
import dev.cairn.vllm.GpuShare;
import dev.cairn.vllm.Origin;
import dev.cairn.vllm.RetryPolicy;
import dev.cairn.vllm.SupervisorSettings;
import dev.cairn.vllm.VllmGenerator;
import dev.cairn.vllm.VllmSupervisor;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The generation side: one local engine, started for what the present run needs, or a registered engine. */
final class Engines implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Engines.class);
    private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(60);

    private static final String SERVED_NAME = "base";

    private final Path python;
    private final Path workers;
    private final ChildProcesses children;
    private final SecureRandom random = new SecureRandom();
    private final ArtifactStore store;
    private final RegisteredEngines registered;
    private final AtomicLong restarts = new AtomicLong();
    /** Also read without the lock, which is held while an engine starts. */
    private volatile @Nullable LocalEngine local;

    Engines(Path python, Path workers, ChildProcesses children, ArtifactStore store, ServiceDirectory directory) {
        this.python = python;
        this.workers = workers;
        this.children = children;
        this.store = store;
        this.registered = new RegisteredEngines(directory, store, CONTROL_TIMEOUT);
    }

    /** A generator on an engine that serves what is needed; starting one takes some tens of seconds. */
    VllmGenerator connect(RunRequirements needs, GpuShare gpus, Claim claim) throws InterruptedException {
        String name = needs.engine();
        return name == null
                ? local(needs, gpus)
                : registered.connect(name, needs, DeviceRules.limitsElsewhere(needs), claim);
    }

    /** A claim has ended. */
    void ended(Claim claim) {
        registered.ended(claim);
    }

    private synchronized VllmGenerator local(RunRequirements needs, GpuShare gpus) throws InterruptedException {
        EnginePlan plan = plan(needs, gpus);
        LocalEngine running = local;
        if (running != null && running.serves(plan) && isUp(running)) {
            return running.generator();
        }
        closeLocal();
        LocalEngine started = start(plan, needs);
        local = started;
        return started.generator();
    }

    /** Waits for a restart; false for an engine that was given up, which another run must not suffer for. */
    private static boolean isUp(LocalEngine running) throws InterruptedException {
        try {
            running.supervisor().awaitUp();
            return true;
        } catch (PortException gaveUp) {
            LOG.warnf("vLLM is started again: %s", gaveUp.getMessage());
            return false;
        }
    }

    private LocalEngine start(EnginePlan plan, RunRequirements needs) throws InterruptedException {
        LOG.infof("starting vLLM for %s on port %d, which takes some tens of seconds", plan.model(), plan.port());
        ApiKey key = ApiKey.random(random);
        var supervisor = new VllmSupervisor(
                plan,
                SupervisorSettings.standard(),
                new EngineChildren(children),
                InstantSource.system(),
                key,
                line -> LOG.debug(line));
        try {
            supervisor.start();
            EngineSettings settings = settings(supervisor.url(), plan.limits(), needs, key);
            EngineCapabilities.probe(settings, supervisor, new EngineNeeds(SERVED_NAME, needs.maxModelLength()));
            var generator = new VllmGenerator(settings, supervisor, new StorePaths(store)::locate);
            supervisor.whenRestarted(() -> {
                generator.republish();
                restarts.incrementAndGet();
            });
            return new LocalEngine(plan, supervisor, generator);
        } catch (RuntimeException | InterruptedException e) {
            supervisor.close();
            throw e;
        }
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

    private static EngineSettings settings(URI url, EngineLimits limits, RunRequirements needs, ApiKey key) {
        return new EngineSettings(
                url,
                needs.generateTimeout(),
                CONTROL_TIMEOUT,
                limits,
                needs.adapters(),
                RetryPolicy.standard(),
                key,
                Origin.CHILD);
    }

    /** Answers at once. */
    EngineStatus status() {
        LocalEngine running = local;
        EngineStatus.Condition condition = running == null
                ? EngineStatus.Condition.NONE
                : running.supervisor().isUp() ? EngineStatus.Condition.UP : EngineStatus.Condition.DOWN;
        return new EngineStatus(condition, restarts.get());
    }

    @Override
    public void close() {
        registered.close();
        closeLocal();
    }

    private synchronized void closeLocal() {
        LocalEngine running = local;
        if (running != null) {
            running.close();
            local = null;
        }
    }
}
