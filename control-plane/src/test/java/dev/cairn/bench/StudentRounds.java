package dev.cairn.bench;

import dev.cairn.fleet.RunPorts;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Completion;
import dev.cairn.ports.CompletionFiles;
import dev.cairn.ports.Problem;
import dev.cairn.settings.TrainSettings;
import dev.cairn.soar.RunContext;
import dev.cairn.soar.TrainRun;
import dev.cairn.soar.TrainingQuestions;
import dev.cairn.soar.fakes.Gradings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Students that train in parallel, each as a separate run with its own seed, through the production code.
 *
 * <p>A round ends when every student has started its next step, so it contains one step of each: loading the adapter,
 * sampling, grading, the gradient step and publishing.
 */
final class StudentRounds {
    private static final AtomicLong RUNS = new AtomicLong();

    private final StudentSettings settings;
    private final List<Problem> questions;
    private final int rounds;
    private final TimedPorts timed;

    StudentRounds(RunPorts connection, StudentSettings settings, List<Problem> questions, int rounds) {
        this.settings = settings;
        this.questions = questions;
        this.rounds = rounds;
        this.timed = new TimedPorts(connection);
    }

    /** Seconds of each round after the first, which is the warm-up. */
    Figure run(int students) throws InterruptedException, ExecutionException {
        List<StepClock> clocks = IntStream.range(0, students)
                .mapToObj(_ -> new StepClock(RUNS.incrementAndGet()))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            clocks.forEach(clock -> running.add(threads.submit(() -> train(clock))));
            for (Future<?> one : running) {
                one.get();
            }
        }
        int skipped = clocks.stream().mapToInt(StepClock::skipped).sum();
        if (skipped > 0) {
            throw new IllegalStateException(skipped
                    + " steps had nothing to learn and cost less; choose questions that the base gets right at times");
        }
        Figure figure = new Figure(students == 1 ? "ours, one student" : "ours, " + students + " students", "s");
        for (int round = 1; round <= rounds; round++) {
            figure.add((lastBegin(clocks, round + 1) - lastBegin(clocks, round)) / 1e9);
        }
        return figure;
    }

    /** The phases of a student's step, by what it waited for. */
    Map<String, Figure> phases() {
        return timed.phases();
    }

    private Checkpoint train(StepClock clock) throws InterruptedException {
        RunContext context = new RunContext(
                clock.run(),
                timed.generator(),
                timed.trainer(),
                Gradings.mathVerify(timed.grader()),
                clock,
                new NoFiles(),
                settings.prompts());
        int steps = rounds + 2; // a warm-up, and a last one whose begin ends the last round
        return new TrainRun(
                        context,
                        new TrainSettings(steps, steps, 0),
                        settings.soar(),
                        new TrainingQuestions.Throughout(questions))
                .run();
    }

    private static long lastBegin(List<StepClock> clocks, int step) {
        return clocks.stream().mapToLong(clock -> clock.began(step)).max().orElseThrow();
    }

    /** Training keeps no completions. */
    private static final class NoFiles implements CompletionFiles {
        @Override
        public Stored save(String name, List<Completion> completions) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public List<Completion> load(Stored stored) {
            throw new UnsupportedOperationException(stored.path());
        }
    }
}
