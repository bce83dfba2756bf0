package dev.cairn.vllm;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts a local engine, keeps it running, and knows whether it is up. */
final class VllmSupervisor implements EngineHealth, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(VllmSupervisor.class);
    private static final int LINES_SHOWN = 15;

    /** The action after a restart, before the engine counts as up: it reloads the adapters. */
    @FunctionalInterface
    public interface Restarted {
        void restarted() throws InterruptedException;
    }

    private final EnginePlan plan;
    private final SupervisorSettings settings;
    private final EngineProcess.Launcher launcher;
    private final InstantSource clock;
    private final ApiKey key;
    private final EngineStart start;
    private final EngineState state = new EngineState();
    private volatile Restarted restarted = () -> {};
    private volatile @Nullable EngineProcess process;
    private @Nullable Thread watcher;

    /**
     * @param key the key that callers of the engine must send
     * @param progress receives lines of text about the start, for people to read
     */
    public VllmSupervisor(
            EnginePlan plan,
            SupervisorSettings settings,
            EngineProcess.Launcher launcher,
            InstantSource clock,
            ApiKey key,
            Consumer<String> progress) {
        this.plan = plan;
        this.settings = settings;
        this.launcher = launcher;
        this.clock = clock;
        this.key = key;
        this.start = new EngineStart(url(), settings, clock, progress);
    }

    /**
     * Ends the engines that an earlier control plane left running and starts the engine; returns when it is healthy.
     *
     * @throws dev.cairn.ports.PortException if it does not become healthy; the message has the last lines of its log
     */
    public void start() throws InterruptedException {
        EngineProcess.Launch launch = new EngineCommand(plan, key).launch();
        launcher.endLeftovers();
        EngineStart.requireFreePort(plan.port());
        EngineProcess first = launcher.launch(launch);
        process = first;
        try {
            start.awaitHealthy(first);
        } catch (PortException | InterruptedException failure) {
            endUninterruptibly(first);
            throw failure;
        }
        state.up();
        // Its lines are not those of the run that starts the engine: it outlives the run.
        watcher = Thread.ofVirtual()
                .inheritInheritableThreadLocals(false)
                .name("vllm-watch-" + plan.port())
                .start(() -> watch(first));
    }

    /** Registers the action after each restart, see {@link VllmGenerator#republish}. */
    public void whenRestarted(Restarted action) {
        restarted = action;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + plan.port());
    }

    /** Whether the engine accepts requests now. */
    public boolean isUp() {
        return state.isUp();
    }

    /** Whether it is not restarted any more. */
    boolean isGivenUp() {
        return state.isGivenUp();
    }

    @Override
    public void awaitUp() throws InterruptedException {
        state.awaitUp();
    }

    @Override
    public String logLocation() {
        EngineProcess current = process;
        return current == null ? "The engine was never started." : "Its log is " + current.log() + ".";
    }

    private void watch(EngineProcess first) {
        try {
            EngineProcess current = first;
            int deaths = 0;
            while (true) {
                Instant born = clock.instant();
                String why = awaitDeath(current);
                deaths = lifetime(born).compareTo(settings.settled()) >= 0 ? 1 : deaths + 1;
                state.down();
                LOG.warnf("vLLM on port %s %s", plan.port(), why);
                EngineProcess next = restart(why, deaths);
                if (next == null) {
                    return;
                }
                current = next;
            }
        } catch (InterruptedException closing) {
            // close() ends the process by itself
        } catch (RuntimeException failure) {
            // Callers that wait for the engine must not wait forever.
            state.giveUp(new PortException(
                    Remedy.WAIT,
                    "vLLM on port " + plan.port() + " can't be started again: " + failure.getMessage() + ". "
                            + logLocation(),
                    failure));
        }
    }

    private Duration lifetime(Instant born) {
        return Duration.between(born, clock.instant());
    }

    /**
     * Waits until the process has ended, or until its API server reports that the engine is dead; then ends the
     * process.
     */
    private String awaitDeath(EngineProcess current) throws InterruptedException {
        while (true) {
            try {
                Integer code = current.exited().get(settings.checkEvery().toMillis(), TimeUnit.MILLISECONDS);
                current.end(Duration.ZERO);
                return "ended with exit code " + code;
            } catch (TimeoutException alive) {
                if (start.isBroken()) {
                    current.end(settings.endGrace());
                    return "lost its engine core (/health answered 503)";
                }
            } catch (ExecutionException lost) {
                throw new IllegalStateException("lost sight of pid " + current.pid(), lost);
            }
        }
    }

    /** Restarts the engine until it is healthy; null if it was given up. */
    private @Nullable EngineProcess restart(String why, int deathsBefore) throws InterruptedException {
        String reason = why;
        for (int deaths = deathsBefore; deaths <= settings.maxRestarts(); deaths++) {
            Duration pause = settings.pauses().after(deaths);
            LOG.infof(
                    "vLLM on port %s: restart %s of %s in %s ms",
                    plan.port(), deaths, settings.maxRestarts(), pause.toMillis());
            Thread.sleep(pause);
            EngineProcess.Launch launch = new EngineCommand(plan, key).launch();
            launcher.endLeftovers();
            EngineProcess next = launcher.launch(launch);
            process = next;
            try {
                start.awaitHealthy(next);
                restarted.restarted();
                state.up();
                return next;
            } catch (PortException failure) {
                reason = String.valueOf(failure.getMessage());
                next.end(settings.endGrace());
            }
        }
        state.giveUp(new PortException(
                Remedy.WAIT,
                "vLLM on port " + plan.port() + " " + reason + " and was restarted " + settings.maxRestarts()
                        + " times without lasting success. " + logLocation() + " Its last lines:\n" + logTail()));
        return null;
    }

    private String logTail() {
        EngineProcess current = process;
        return current == null ? "" : String.join("\n", new EngineLogTail(current.log()).last(LINES_SHOWN));
    }

    /** Ends the engine and its children. */
    @Override
    public void close() {
        state.giveUp(new PortException(Remedy.RETRY, "the engine was stopped, because Cairn is stopping"));
        Thread watching = watcher;
        if (watching != null) {
            watching.interrupt();
            joinUninterruptibly(watching);
        }
        EngineProcess current = process;
        if (current != null) {
            endUninterruptibly(current);
        }
        start.close();
    }

    /** Also while a run is cancelled, which interrupts again and again: what still runs would hold the next one up. */
    private void endUninterruptibly(EngineProcess current) {
        joinUninterruptibly(Thread.ofVirtual().name("vllm-end-" + plan.port()).start(() -> {
            try {
                current.end(settings.endGrace());
            } catch (InterruptedException | RuntimeException e) {
                LOG.warnf(e, "vLLM on port %s could not be ended", plan.port());
            }
        }));
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
