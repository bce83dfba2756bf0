package dev.cairn.bench;

import dev.cairn.bench.RolloutMeter.Reading;
import dev.cairn.vllm.EngineLimits;
import dev.cairn.vllm.RemoteEngine;
import dev.cairn.vllm.RemoteEngine.Use;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * From the engine's HTTP reply to the stored rollout: runs evaluate against a stub engine and commit every completion
 * with its text to PostgreSQL.
 */
@Command(name = "rollouts", mixinStandardHelpOptions = true)
public final class RolloutBenchmark implements Callable<Integer> {
    private static final int PROMPT_TOKENS = 90;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--tokens",
            split = ",",
            defaultValue = "64,1024",
            description = "tokens of a completion; each length is measured")
    private List<Integer> lengths = List.of();

    @Option(names = "--lanes", defaultValue = "2", description = "runs in parallel")
    private int lanes;

    @Option(names = "--warm-up", defaultValue = "30", description = "seconds before the first measurement")
    private int warmUp;

    public static void main(String... arguments) {
        BenchOptions.run(new RolloutBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        for (int tokens : lengths) {
            try (RolloutDatabase database = RolloutDatabase.start();
                    StubProcess engine = StubProcess.start(tokens, PROMPT_TOKENS)) {
                Machine.here().print("HTTP reply to stored rollout, %d tokens".formatted(tokens), settings(database));
                measure(tokens, database, engine);
            }
        }
        return 0;
    }

    private String settings(RolloutDatabase database) throws SQLException, IOException {
        return "%d runs of %d s after %d s; %d lanes, units of %d, %d samples per request, prompts of %d tokens; %s"
                .formatted(
                        options.runs(),
                        options.seconds(),
                        warmUp,
                        lanes,
                        EvaluationLoop.BLOCK_PROBLEMS * EvaluationLoop.SAMPLES,
                        EvaluationLoop.SAMPLES,
                        PROMPT_TOKENS,
                        database.describe());
    }

    private void measure(int tokens, RolloutDatabase database, StubProcess engine) throws Exception {
        Figure rate = new Figure("rollouts", "per second");
        Figure own = new Figure("control plane's CPU", "ms per rollout");
        Figure postgres = new Figure("PostgreSQL's CPU", "ms per rollout");
        Figure stub = new Figure("stub engine's CPU", "ms per rollout");
        RolloutMeter meter = new RolloutMeter(
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(options.seconds()),
                options.runs(),
                rollouts -> new Reading(
                        System.nanoTime(), rollouts, ProcessCpu.own(), engine.cpuSeconds(), database.cpuSeconds()),
                window -> {
                    rate.add(window.rolloutsASecond());
                    own.add(window.millisARollout(window.controlPlane()));
                    postgres.add(window.millisARollout(window.database()));
                    stub.add(window.millisARollout(window.engine()));
                });
        run(tokens, database, engine.url(), meter);
        List.of(rate, own, postgres, stub).forEach(Figure::print);
        System.out.printf(
                "  %-34s %,d, with text %,d%n", "rows", database.rows("rollout"), database.rows("rollout_text"));
    }

    private void run(int tokens, RolloutDatabase database, URI engine, RolloutMeter meter) throws Exception {
        Use use = new Use(Duration.ofMinutes(5), new EngineLimits(1024, 65_536), 2 * lanes + 2);
        AtomicInteger numbers = new AtomicInteger();
        try (RemoteEngine stub = new RemoteEngine(engine, "", use, policy -> Path.of("/", policy.path()));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> running = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                running.add(threads.submit(
                        new EvaluationLoop(tokens, stub.generator(), database, meter, numbers::incrementAndGet)));
            }
            for (Future<Boolean> lane : running) {
                var _ = lane.get();
            }
        }
    }
}
