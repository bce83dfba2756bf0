package dev.cairn.cli;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.Run.Progress;
import dev.cairn.experiments.RunState;
import dev.cairn.ledger.Waiting;
import dev.cairn.ports.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an experiment does at this moment, in one line. */
final class Activity {
    private static final String BLOCKS = "blocks of problems";

    private Activity() {}

    /** Empty where nothing of it runs. */
    static String of(Experiment experiment, Instant now) {
        return experiment.runs().stream()
                .filter(run -> run.state() == RunState.RUNNING)
                .map(run -> run.name() + ": " + of(run, now))
                .collect(Collectors.joining("; "));
    }

    /** Whether it counts blocks of the whole run. */
    static boolean isBlocks(Progress progress) {
        return progress.message().equals(BLOCKS);
    }

    static String of(Run run, Instant now) {
        if (run.progress().isEmpty()) {
            Integer done = run.outerStepsDone();
            return done == null || done == 0 ? "starting" : "outer step " + done;
        }
        List<Progress> trials = run.progress().stream()
                .filter(progress -> Unit.TRIAL.equals(kind(progress)))
                .toList();
        Progress first = run.progress().getFirst();
        String time = Words.span(
                Duration.ofSeconds(Duration.between(first.updatedAt(), now).abs().toSeconds()));
        if (isBlocks(first)) {
            return first.done() + " of " + first.total() + " " + BLOCKS + " done"
                    + (first.done() < first.total() ? ", " + time + " into the next" : "");
        }
        String since = " (" + time + ")";
        return trials.isEmpty() ? of(first, since) : trials(trials);
    }

    private static String trials(List<Progress> trials) {
        int done = trials.stream().mapToInt(Progress::done).sum();
        int total = trials.stream().mapToInt(Progress::total).sum();
        return "outer step %d, %d %s in training, %d of %d steps"
                .formatted(
                        outerStep(trials.getFirst()),
                        trials.size(),
                        trials.size() == 1 ? "student" : "students",
                        done,
                        total);
    }

    private static String of(Progress unit, String since) {
        if (unit.unit().equals(Waiting.For.CONNECT.word())) {
            return "loading the model into vLLM and the trainer" + since;
        }
        if (unit.unit().equals(Waiting.For.PAUSE.word())) {
            return unit.message();
        }
        return Unit.parse(unit.unit())
                .filter(Unit::inOuterStep)
                .map(known -> "outer step " + known.outerStep() + ", " + part(known, unit, since))
                .orElseGet(() -> unit.total() > 1
                        ? unit.done() + " of " + unit.total() + " " + unit.message()
                        : "preparing" + since);
    }

    private static String part(Unit<?> unit, Progress progress, String since) {
        Unit.Kind<?> kind = unit.kind();
        if (Unit.WRITE.equals(kind)) {
            return "the teacher writes questions"
                    + (progress.total() > 1 ? ", " + progress.done() + " of " + progress.total() : since);
        }
        if (Unit.BASELINE.equals(kind)) {
            return "the baseline answers the reward questions" + since;
        }
        if (Unit.PROMOTE.equals(kind)) {
            return "deciding about a promotion" + since;
        }
        if (Unit.TEACH.equals(kind)) {
            return "the teacher learns from the rewards" + since;
        }
        return progress.message() + since;
    }

    private static int outerStep(Progress progress) {
        return Unit.parse(progress.unit()).orElseThrow().outerStep();
    }

    private static Unit.@Nullable Kind<?> kind(Progress progress) {
        return Unit.parse(progress.unit()).map(Unit::kind).orElse(null);
    }
}
