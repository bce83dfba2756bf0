package dev.cairn.bench;

import dev.cairn.boot.ProcessEnd;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The command line options of every benchmark. */
public final class BenchOptions {
    @Option(names = "--runs", defaultValue = "5", description = "measurements, whose median is reported")
    private int runs;

    @Option(names = "--seconds", defaultValue = "60", description = "length of one measurement, if it has one")
    private int seconds;

    public int runs() {
        return runs;
    }

    public int seconds() {
        return seconds;
    }

    /** Runs a benchmark as a program; the exit status says whether it finished. */
    public static void run(Callable<Integer> benchmark, String... arguments) {
        ProcessEnd.setStatus(new CommandLine(benchmark).execute(arguments));
        ProcessEnd.now();
    }
}
