package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.fleet.registry.ServiceDirectory;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.FreePort;
import dev.cairn.platform.MachineMemory;
import dev.cairn.ports.Generator;
import dev.cairn.vllm.EnginePlan;
import dev.cairn.vllm.GpuShare;
import dev.cairn.vllm.LocalEngine;
import dev.cairn.vllm.ManagedEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The engines: those that run here, started for the needs of runs, and registered ones. */
final class Engines implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Engines.class);

    private static final String SERVED_NAME = "base";

    /** The name of an engine's record and log in HOME. */
    private static final String KIND = "vllm";

    /** A plan is made with this one; the engine gets a free one when it starts. */
    private static final int ANY_PORT = 1;

    private final Path python;
    private final Path workers;
    private final ChildFamily family;
    private final ArtifactStore store;
    private final int runsAtOnce;
    private final RegisteredEngines registered;
    private final LocalEngines local;
    private final AtomicLong restarts = new AtomicLong();

    /** @param runsAtOnce number of runs that are executed at a time */
    Engines(
            Path python,
            Path workers,
            ChildProcesses children,
            ArtifactStore store,
            ServiceDirectory directory,
            int runsAtOnce) {
        this.python = python;
        this.workers = workers;
        this.family = new ChildFamily(children, KIND);
        this.store = store;
        this.runsAtOnce = runsAtOnce;
        this.registered = new RegisteredEngines(directory, store);
        this.local = new LocalEngines(runsAtOnce, new MainMemory(MachineMemory::available, MachineMemory::total));
    }

    /**
     * Room for a run.
     *
     * @param gpus the GPUs of its engine and trainer
     * @param local the place of its engine; absent if the engine is registered
     */
    record Room(GpuPlan gpus, @Nullable EnginePlace local) {}

    /**
     * Reserves GPUs and an engine that meets the requirements, without starting it.
     *
     * @param gpus plans that the run can choose from
     */
    Room reserve(RunRequirements needs, List<GpuPlan> gpus, Claim claim) throws InterruptedException {
        if (needs.engine() != null) {
            return new Room(local.reserveGpus(gpus, claim), null);
        }
        EnginePlace place =
                local.reserve(gpus.stream().map(plan -> option(needs, plan)).toList(), claim);
        return new Room(place.option().gpus(), place);
    }

    /** Connects to the engine; starting one takes tens of seconds. */
    Generator connect(RunRequirements needs, Room room, Claim claim) throws InterruptedException {
        EnginePlace place = room.local();
        return place == null
                ? registered.connect(
                        Objects.requireNonNull(needs.engine()), needs, DeviceRules.limitsElsewhere(needs), claim)
                : place.started(this::start).generator();
    }

    /** The name of the log in HOME of a claim's engine; empty if it has none here. */
    Optional<String> log(Claim claim) {
        return local.number(claim).map(family::name);
    }

    /** Number of GPUs of this machine that a claim uses. */
    int gpus(Claim claim) {
        return local.gpus(claim);
    }

    /**
     * Ends the engine that only this claim uses, whose work did not stop in time.
     *
     * @param gpusAreFree whether its trainer has ended too
     */
    void abandon(Claim claim, boolean gpusAreFree) {
        local.abandon(claim, gpusAreFree);
    }

    /** Releases what a claim used; called when it has ended. */
    void ended(Claim claim) {
        registered.ended(claim);
        local.ended(claim);
    }

    private LocalEngine start(EngineOption option, int number) throws InterruptedException {
        EnginePlan plan = option.engine().onPort(FreePort.find());
        LOG.infof("starting vLLM for %s on port %d, which takes some tens of seconds", plan.model(), plan.port());
        return ManagedEngine.start(
                plan,
                option.callTimeout(),
                new EngineChildren(family, family.name(number)),
                new StorePaths(store)::locate,
                restarts::incrementAndGet);
    }

    /**
     * Results that must be repeatable need an engine of their own, since a batch may change them. So does a run whose
     * trainer works on a GPU of this machine, where memory is planned for one run.
     */
    private EngineOption option(RunRequirements needs, GpuPlan gpus) {
        int runs = needs.repeatable() || gpus.trainer() != null ? 1 : runsAtOnce;
        EnginePlan plan = plan(needs.times(runs), gpus.engine());
        return new EngineOption(
                gpus,
                plan,
                needs.generateTimeout(),
                runs,
                MainMemory.Needs.of(needs, plan.device(), plan.cpuCacheGib()));
    }

    private EnginePlan plan(RunRequirements needs, GpuShare gpus) {
        EnginePlan.Device device = gpus.devices().isEmpty() ? EnginePlan.Device.CPU : EnginePlan.Device.GPU;
        return new EnginePlan(
                python,
                workers,
                needs.model(),
                SERVED_NAME,
                ANY_PORT,
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
                CpuLayouts.of(needs.model(), Runtime.getRuntime().availableProcessors(), runsAtOnce),
                needs.repeatable() ? EnginePlan.PrefixCache.OFF : EnginePlan.PrefixCache.ON);
    }

    /** The status of the local engines together; returns immediately. */
    EngineStatus status() {
        List<LocalEngine> running = local.started().toList();
        EngineStatus.Condition condition = running.isEmpty()
                ? EngineStatus.Condition.NONE
                : running.stream().allMatch(LocalEngine::isUp)
                        ? EngineStatus.Condition.UP
                        : EngineStatus.Condition.DOWN;
        return new EngineStatus(condition, local.models(), restarts.get());
    }

    /** Whether the local engine that a claim uses is down now. */
    boolean isDown(Claim claim) {
        return local.isDown(claim);
    }

    /** The adapters that engines hold for this control plane now. */
    List<LoadedAdapter> loaded() {
        return Stream.concat(
                        registered.loaded().stream(),
                        local.started()
                                .flatMap(engine -> engine.loaded().stream())
                                .map(directory -> new LoadedAdapter(null, directory)))
                .toList();
    }

    @Override
    public void close() {
        registered.close();
        local.close();
    }
}
