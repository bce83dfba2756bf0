package dev.cairn.vllm;

import dev.cairn.ports.Generator;
import dev.cairn.ports.PolicyRef;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/** A vLLM that this control plane starts and keeps running, with the generator that talks to it. */
public final class ManagedEngine implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ManagedEngine.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();

    private final EnginePlan plan;
    private final VllmSupervisor supervisor;
    private final VllmGenerator generator;

    private ManagedEngine(EnginePlan plan, VllmSupervisor supervisor, VllmGenerator generator) {
        this.plan = plan;
        this.supervisor = supervisor;
        this.generator = generator;
    }

    /**
     * Starts an engine, which takes some tens of seconds, and checks that it serves the model.
     *
     * @param callTimeout the longest a generation request may take
     * @param directories the absolute adapter directory of a policy
     * @param restarted called after each restart, once the engine has its adapters again
     * @throws dev.cairn.ports.PortException if it does not become healthy; the message has the log's last lines
     */
    public static ManagedEngine start(
            EnginePlan plan,
            Duration callTimeout,
            EngineProcess.Launcher launcher,
            Function<PolicyRef, Path> directories,
            Runnable restarted)
            throws InterruptedException {
        ApiKey key = ApiKey.random(RANDOM);
        var supervisor = new VllmSupervisor(
                plan,
                SupervisorSettings.standard(),
                launcher,
                InstantSource.system(),
                key,
                line -> LOG.log(Level.DEBUG, line));
        try {
            supervisor.start();
            var settings = EngineSettings.of(
                    supervisor.url(), key, Origin.CHILD, new EngineUse(callTimeout, plan.limits(), plan.maxAdapters()));
            EngineCapabilities.probe(settings, supervisor, new EngineNeeds(plan.servedName(), plan.maxModelLength()));
            var generator = new VllmGenerator(settings, supervisor, directories);
            supervisor.whenRestarted(() -> {
                generator.republish();
                restarted.run();
            });
            return new ManagedEngine(plan, supervisor, generator);
        } catch (RuntimeException | InterruptedException e) {
            supervisor.close();
            throw e;
        }
    }

    /** Whether it was started with what this plan asks for, wherever it listens. */
    public boolean serves(EnginePlan wanted) {
        return plan.onPort(wanted.port()).equals(wanted);
    }

    /**
     * Waits while it is being restarted.
     *
     * @throws dev.cairn.ports.PortException if it will not come back
     */
    public void awaitUp() throws InterruptedException {
        supervisor.awaitUp();
    }

    /** Whether it takes requests now. */
    public boolean isUp() {
        return supervisor.isUp();
    }

    public Generator generator() {
        return generator;
    }

    /** Ends the engine and its children. */
    @Override
    public void close() {
        generator.close();
        supervisor.close();
    }
}
