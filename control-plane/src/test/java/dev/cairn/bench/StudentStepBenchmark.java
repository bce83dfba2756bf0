package dev.cairn.bench;

import dev.cairn.fleet.RunPorts;
import dev.cairn.ports.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures one student's RLOO step on chains, and eight students' steps in parallel, against TRL's RLOO trainer on the
 * same work.
 */
@Command(name = "student", mixinStandardHelpOptions = true)
public final class StudentStepBenchmark implements Callable<Integer> {
    private static final int QUESTIONS = 64;
    private static final long SEED = 11;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(names = "--students", defaultValue = "8", description = "students in parallel")
    private int students;

    @Option(names = "--only-ours", description = "leave TRL out")
    private boolean onlyOurs;

    public static void main(String... arguments) {
        BenchOptions.run(new StudentStepBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        StudentSettings settings = StudentSettings.chains();
        List<Problem> questions = ChainQuestions.draw(QUESTIONS, SEED);
        Machine.here()
                .print(
                        "A student's RLOO step on chains: sample, grade, train, publish, load",
                        "%s; the first of %d steps is a warm-up".formatted(settings.describe(), options.runs() + 1));
        List<Figure> ours = new ArrayList<>();
        try (StudentFleet fleet = StudentFleet.start(BenchPython.python(), BenchPython.workers())) {
            for (int side : List.of(1, students)) {
                RunPorts connection = fleet.connect(settings, side);
                StudentRounds rounds = new StudentRounds(connection, settings, questions, options.runs());
                Figure seconds = rounds.run(side);
                seconds.print();
                rounds.phases().forEach(StudentStepBenchmark::printPhase);
                ours.add(seconds);
            }
        }
        if (!onlyOurs) {
            compare(ours, TrlRloo.measure(settings, questions, students, options.runs()));
        }
        return 0;
    }

    /** A phase happens once per student and step, too often to print every value. */
    private static void printPhase(String phase, Figure milliseconds) {
        System.out.printf("    of it %-28s %s ms, median%n", phase, Figure.plain(milliseconds.median()));
    }

    private static void compare(List<Figure> ours, List<Figure> theirs) {
        for (int i = 0; i < ours.size(); i++) {
            theirs.get(i).print();
            System.out.printf(
                    "  %-34s %s times the time%n",
                    "TRL needs",
                    Figure.plain(theirs.get(i).median() / ours.get(i).median()));
        }
    }
}
