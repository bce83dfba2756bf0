package dev.cairn.vllm;

import dev.cairn.ports.Generator;
import dev.cairn.ports.PolicyRef;
import dev.cairn.vllm.RemoteEngine.Use;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** A vLLM engine that this control plane starts and keeps running, with its generator. */
public final class ManagedEngine implements LocalEngine {
    private static final Logger LOG = Logger.getLogger(ManagedEngine.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final VllmSupervisor supervisor;
    private final VllmGenerator generator;

    private ManagedEngine(VllmSupervisor supervisor, VllmGenerator generator) {
        this.supervisor = supervisor;
        this.generator = generator;
    }

    /**
     * Starts an engine, which takes tens of seconds, and checks that it serves the model.
     *
     * @param callTimeout limit on a generation request
     * @param directories maps a policy to its absolute adapter directory
     * @param restarted called after each restart, when the engine has its adapters again
     * @throws dev.cairn.ports.PortException if it does not become healthy; the message has the last lines of its log
     */
    public static ManagedEngine start(
            EnginePlan plan,
            Duration callTimeout,
            EngineProcess.Launcher launcher,
            Function<PolicyRef, Path> directories,
            Runnable restarted)
            throws InterruptedException {
        ApiKey key = ApiKey.random(RANDOM);
        VllmSupervisor supervisor = new VllmSupervisor(
                plan, SupervisorSettings.standard(), launcher, InstantSource.system(), key, line -> LOG.debug(line));
        try {
            supervisor.start();
            EngineSettings settings = EngineSettings.of(
                    supervisor.url(), key, Origin.CHILD, new Use(callTimeout, plan.limits(), plan.maxAdapters()));
            EngineCapabilities.probe(settings, supervisor, new EngineNeeds(plan.servedName(), plan.maxModelLength()));
            VllmGenerator generator = new VllmGenerator(settings, supervisor, directories);
            supervisor.whenRestarted(() -> {
                generator.republish();
                restarted.run();
            });
            return new ManagedEngine(supervisor, generator);
        } catch (RuntimeException | InterruptedException e) {
            supervisor.close();
            throw e;
        }
    }

    @Override
    public void awaitUp() throws InterruptedException {
        supervisor.awaitUp();
    }

    @Override
    public boolean isUp() {
        return supervisor.isUp();
    }

    @Override
    public boolean isGivenUp() {
        return supervisor.isGivenUp();
    }

    @Override
    public Generator generator() {
        return generator;
    }

    @Override
    public List<Path> loaded() {
        return generator.loaded();
    }

    @Override
    public void close() {
        generator.close();
        supervisor.close();
    }
}
