package dev.cairn.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.base.Ticker;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.ChildRecord;
import dev.cairn.platform.Home;
import dev.cairn.ports.Completion;
import dev.cairn.ports.Generator.Serving;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.Trainer.Session;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainerSession.OptimizerState;
import dev.cairn.ports.TrainerSession.Source;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.settings.AdamSettings;
import dev.cairn.settings.LoraSettings;
import dev.cairn.settings.LossSettings;
import dev.cairn.testing.NoServices;
import dev.cairn.testing.TestConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A real vLLM and a real worker process with the model of the chains world, started as the application starts them. */
final class RealFleet implements AutoCloseable {
    private static final int RANK = 8;

    static final Sampling SAMPLED = new Sampling(1, 8, 26);

    private static final double RATE = 0.02;

    private final AtomicInteger names = new AtomicInteger();
    private final Home home;
    private final ArtifactStore store;
    private final Fleet fleet;
    private final RunPorts ports;

    private RealFleet(Home home, ArtifactStore store, Fleet fleet, RunPorts ports) {
        this.home = home;
        this.store = store;
        this.fleet = fleet;
        this.ports = ports;
    }

    static RealFleet start(Path python, Path directory) throws InterruptedException {
        Home home = Home.at(directory);
        ArtifactStore store = new ArtifactStore(home.artifacts(), home.scratch(), Clock.systemUTC());
        Fleet fleet = new Fleet(python, TestConfig.WORKERS, home, store, new NoServices(), 1, Ticker.system());
        return new RealFleet(home, store, fleet, fleet.connect(needs(), new Claim(1, 1)));
    }

    /** One at a time and without prefix cache: a repeated call gives equal tokens. */
    static RunRequirements needs() {
        return new RunRequirements(
                TestConfig.MODEL,
                128,
                RunRequirements.Precision.FP32,
                RANK,
                6,
                64,
                true,
                RunRequirements.Bridge.HTTP,
                new RunRequirements.Gpus(1, null, null, null),
                null,
                null,
                new RunRequirements.Training(1, 16384, 1, Duration.ofMinutes(2), Duration.ofSeconds(10)),
                Duration.ofMinutes(2));
    }

    RunPorts ports() {
        return ports;
    }

    ArtifactStore store() {
        return store;
    }

    /** The process that leads vLLM's group. */
    ChildRecord engine() {
        return new ChildProcesses(home)
                .leftovers().stream()
                        .filter(child -> child.kind().startsWith("vllm"))
                        .findFirst()
                        .orElseThrow();
    }

    /** An address of the engine that runs now. */
    URI engine(String path) {
        return URI.create("http://127.0.0.1:" + engine().port() + path);
    }

    /** A policy that one step has moved away from the base; durable, since published ones go when they are unloaded. */
    PolicyRef trained(long seed) throws InterruptedException {
        try (Session session = open(seed)) {
            step(session, 0, sampled(session.publish(name("start")), seed));
            return session.checkpoint(name("trained"));
        }
    }

    Session open(long seed) throws InterruptedException {
        return ports.trainer()
                .open(new TrainerSession(
                        name("session"),
                        1,
                        1,
                        new Source.NewAdapter(seed),
                        OptimizerState.FRESH,
                        new LoraSettings(RANK, 2 * RANK),
                        AdamSettings.defaults(),
                        null));
    }

    static StepReport step(Session session, int sequence, List<TrainingSequence> batch) throws InterruptedException {
        StepReport report = session.step(sequence, batch, RATE, 1, LossSettings.defaults());
        assertThat(report.skipped()).isFalse();
        return report;
    }

    /** Samples of a policy, every other one praised. */
    List<TrainingSequence> sampled(PolicyRef policy, long seed) throws InterruptedException {
        List<TrainingSequence> batch = new ArrayList<>();
        try (Serving serving = ports.generator().acquire(name("serving"), policy)) {
            for (List<Completion> samples : serving.generate(slots(8, seed), SAMPLED)) {
                for (Completion one : samples) {
                    double advantage = batch.size() % 2 == 0 ? 1 : -1;
                    batch.add(new TrainingSequence(one.promptTokens(), one.tokens(), one.logprobs(), advantage, true));
                }
            }
        }
        return batch;
    }

    static List<PromptSlot> slots(int count, long seed) {
        return IntStream.range(0, count)
                .mapToObj(i -> new PromptSlot(
                        "<student>%d+%d*%d-%d=".formatted(i % 10, i / 10 % 10, i % 7, i % 3),
                        seed * 1_000_000 + i * 1000L))
                .toList();
    }

    /** Never used before. */
    String name(String suffix) {
        return "r1/t0/" + suffix + "/f1." + names.incrementAndGet();
    }

    @Override
    public void close() {
        fleet.close();
    }
}
