package dev.cairn.bench;

import dev.cairn.bridge.PythonWorker;
import dev.cairn.bridge.WorkerSettings;
import dev.cairn.platform.DurableFiles;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.Trainer.Distribution;
import dev.cairn.ports.Trainer.Session;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainerSession.OptimizerState;
import dev.cairn.ports.TrainerSession.Source;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.settings.AdamSettings;
import dev.cairn.settings.LoraSettings;
import dev.cairn.settings.LossSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Measures the cost of a call to the worker, over Jep and over HTTP, with the arrays of a training step.
 *
 * <p>A repeated step carries the whole batch and computes nothing, so only the transport is measured: arrays are made
 * from the sequences, sent, become NumPy arrays, and the report comes back.
 */
@Command(name = "bridge", mixinStandardHelpOptions = true)
public final class RoundTripBenchmark implements Callable<Integer> {
    private static final Duration LONG = Duration.ofMinutes(5);

    /** The first repeats warm up and are not counted. */
    private static final int WARM_UPS = 200;

    private static final int REPEATS = 200;

    @Mixin
    private BenchOptions options = new BenchOptions();

    /** A step's batch; the small one is the chains preset's, the large one the paper's. */
    private record Size(int sequences, int promptTokens, int tokens) {
        static final List<Size> ALL = List.of(new Size(128, 16, 26), new Size(256, 128, 1024));

        long bytes() {
            return sequences * (4L * promptTokens + 8L * tokens + 20);
        }
    }

    public static void main(String... arguments) {
        BenchOptions.run(new RoundTripBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        Path home = Files.createTempDirectory("cairn-bench");
        for (Size size : Size.ALL) {
            Machine.here()
                    .print(
                            "Bridge round trip of a step of %d sequences of %d + %d tokens"
                                    .formatted(size.sequences(), size.promptTokens(), size.tokens()),
                            "%d runs of %d calls after %d, %.2f MB of arrays per call"
                                    .formatted(options.runs(), REPEATS, WARM_UPS, size.bytes() / 1e6));
            Figure jep;
            try (PythonWorker worker = BenchPython.embedded()) {
                jep = measure("Jep", worker, size, home);
            }
            Figure http;
            try (HttpWorker worker = HttpWorker.start(home)) {
                http = measure("HTTP", worker.python(), size, home);
            }
            jep.print();
            http.print();
            System.out.printf("  %-34s %s times%n", "HTTP / Jep", Figure.plain(http.median() / jep.median()));
        }
        DurableFiles.deleteTree(home);
        System.out.flush();
        // PyTorch's and Python's own exit handlers have nothing to do here.
        Runtime.getRuntime().halt(0);
        return 0;
    }

    private Figure measure(String what, PythonWorker worker, Size size, Path home) throws Exception {
        Figure median = new Figure(what, "ms");
        Trainer trainer = worker.trainer(
                new WorkerSettings(
                        BenchPython.workers().resolve("cairn_chains/model"),
                        1,
                        2048,
                        512,
                        null,
                        WorkerSettings.Precision.FP32),
                new BenchPlaces(home),
                LONG);
        try (Session session = trainer.open(opening(what, size))) {
            List<TrainingSequence> batch = batch(session, size);
            for (int call = 0; call < WARM_UPS; call++) {
                var _ = millis(session, batch);
            }
            for (int run = 0; run < options.runs(); run++) {
                double[] repeats = new double[REPEATS];
                for (int call = 0; call < REPEATS; call++) {
                    repeats[call] = millis(session, batch);
                }
                Arrays.sort(repeats);
                median.add(repeats[REPEATS / 2]);
            }
        }
        return median;
    }

    private static double millis(Session session, List<TrainingSequence> batch) throws InterruptedException {
        long start = System.nanoTime();
        var _ = session.step(0, batch, 0.001, 1, LossSettings.defaults());
        return (System.nanoTime() - start) / 1e6;
    }

    private static TrainerSession opening(String what, Size size) {
        return new TrainerSession(
                what + "/" + size.tokens(),
                1,
                1,
                new Source.NewAdapter(1),
                OptimizerState.FRESH,
                new LoraSettings(8, 16),
                AdamSettings.defaults(),
                null);
    }

    /** Only one sequence is in the loss, so that the one computed step is short; all sequences are sent. */
    private static List<TrainingSequence> batch(Session session, Size size) throws InterruptedException {
        List<TrainingSequence> plain = IntStream.range(0, size.sequences())
                .mapToObj(i -> new TrainingSequence(
                        ids(size.promptTokens(), i), ids(size.tokens(), 3 * i), new float[size.tokens()], 1, i == 0))
                .toList();
        float[] logprobs =
                session.logprobs(Distribution.POLICY, plain.subList(0, 1), 1.0).getFirst();
        List<TrainingSequence> batch = new ArrayList<>();
        for (TrainingSequence sequence : plain) {
            batch.add(new TrainingSequence(sequence.promptTokens(), sequence.tokens(), logprobs, 1, sequence.inLoss()));
        }
        return batch;
    }

    private static int[] ids(int count, int shift) {
        return IntStream.range(0, count).map(i -> (i + shift) % 26).toArray();
    }
}
