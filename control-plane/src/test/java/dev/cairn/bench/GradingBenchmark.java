package dev.cairn.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.bench.GradingPass.Outcome;
import dev.cairn.grading.BoxedAnswer;
import dev.cairn.ports.AnswerPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures grading of a recorded SmolLM2 trace as in a run, against a plain Math-Verify loop over the same answers. */
@Command(name = "grading", mixinStandardHelpOptions = true)
public final class GradingBenchmark implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(names = "--batch", defaultValue = "256", description = "completions per call; the paper's batch has 256")
    private int batch;

    public static void main(String... arguments) {
        BenchOptions.run(new GradingBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        List<Trace> trace = Trace.recorded();
        List<AnswerPair> pairs = pairs(trace);
        Path file = Files.createTempFile("pairs", ".json");
        try {
            JSON.writeValue(file.toFile(), pairs);
            long distinct = pairs.stream().distinct().count();
            Machine.here()
                    .print(
                            "Grading of a recorded trace, over Jep, compared with a plain Math-Verify loop",
                            "%d runs, %d completions per call; %d completions, %d with a box, %d distinct pairs (%.1f %%)"
                                    .formatted(
                                            options.runs(),
                                            batch,
                                            trace.size(),
                                            pairs.size(),
                                            distinct,
                                            100.0 * distinct / pairs.size()));
            measure(file);
        } finally {
            Files.delete(file);
        }
        return 0;
    }

    /** The pairs to compare, without completions that have no box. */
    private static List<AnswerPair> pairs(List<Trace> trace) {
        List<AnswerPair> pairs = new ArrayList<>();
        for (Trace entry : trace) {
            String answer = BoxedAnswer.of(entry.completion());
            if (answer != null) {
                pairs.add(new AnswerPair(entry.reference().strip(), answer));
            }
        }
        return pairs;
    }

    /** Alternates the two, so that both run under the same load. */
    private void measure(Path pairs) throws IOException, InterruptedException {
        Figure cairn = new Figure("Cairn", "s");
        Figure plain = new Figure("plain loop", "s");
        Figure ratio = new Figure("plain loop / Cairn", "times");
        List<String> verdicts = new ArrayList<>();
        for (int run = 0; run < options.runs(); run++) {
            Outcome ours = outcome(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    GradingPass.class.getName(),
                    Integer.toString(batch)));
            Outcome theirs = outcome(List.of(
                    BenchPython.python().toString(),
                    BenchPython.script("plain_math_verify.py").toString(),
                    pairs.toString()));
            cairn.add(ours.seconds());
            plain.add(theirs.seconds());
            ratio.add(theirs.seconds() / ours.seconds());
            verdicts.add("Cairn %s, plain loop %s".formatted(ours.verdicts(), theirs.verdicts()));
        }
        List.of(cairn, plain, ratio).forEach(Figure::print);
        verdicts.stream().distinct().forEach(line -> System.out.printf("  %-34s %s%n", "verdicts", line));
    }

    /** Runs a program that prints its outcome on its last line. */
    private static Outcome outcome(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        if (process.waitFor() != 0 || lines.isEmpty()) {
            throw new IOException("failed with exit code " + process.exitValue() + ": " + String.join(" ", command));
        }
        return JSON.readValue(lines.getLast(), Outcome.class);
    }
}
