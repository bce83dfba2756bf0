package dev.cairn.cli;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.Run.Progress;
import dev.cairn.experiments.RunState;
import dev.cairn.ledger.WaitNotice;
import dev.cairn.ports.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What an experiment is doing now, in one line. */
final class Activity {
    private static final String BLOCKS = "blocks of problems";

    private Activity() {}

    /** Empty if no run of the experiment is active. */
    static String of(Experiment experiment, Instant now) {
        return experiment.runs().stream()
                .filter(run -> run.state() == RunState.RUNNING)
                .map(run -> run.name() + ": " + of(run, now))
                .collect(Collectors.joining("; "));
    }

    /** Whether the progress counts the blocks of the whole run. */
    static boolean isBlocks(Progress progress) {
        return progress.message().equals(BLOCKS);
    }

    static String of(Run run, Instant now) {
        if (run.progress().isEmpty()) {
            Integer done = run.outerStepsDone();
            return done == null || done == 0 ? "starting" : "outer step " + done;
        }
        List<Progress> trials = run.progress().stream()
                .filter(progress -> is(Unit.TRIAL, progress))
                .toList();
        Progress first = run.progress().getFirst();
        String time = Formats.duration(Duration.ofSeconds(
                Duration.between(first.updatedAt(), now).abs().toSeconds()));
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
                        trials.getFirst().outerStep(),
                        trials.size(),
                        trials.size() == 1 ? "student" : "students",
                        done,
                        total);
    }

    private static String of(Progress unit, String since) {
        if (unit.kind().equals(WaitNotice.Cause.CONNECT.wireName())) {
            return "loading the model into vLLM and the trainer" + since;
        }
        if (unit.kind().equals(WaitNotice.Cause.PAUSE.wireName())) {
            return unit.message();
        }
        if (unit.outerStep() != null) {
            return "outer step " + unit.outerStep() + ", " + part(unit, since);
        }
        return unit.total() > 1 ? unit.done() + " of " + unit.total() + " " + unit.message() : "preparing" + since;
    }

    private static String part(Progress unit, String since) {
        if (is(Unit.WRITE, unit)) {
            return "the teacher writes questions"
                    + (unit.total() > 1 ? ", " + unit.done() + " of " + unit.total() : since);
        }
        if (is(Unit.BASELINE, unit)) {
            return "the baseline answers the reward questions" + since;
        }
        if (is(Unit.LEARNABILITY, unit)) {
            return "the student answers the teacher's questions" + since;
        }
        if (is(Unit.ALIGNMENT, unit)) {
            return "the student answers the teacher's questions, and its gradients are compared" + since;
        }
        if (is(Unit.PROMOTE, unit)) {
            return "deciding about a promotion" + since;
        }
        if (is(Unit.TEACH, unit)) {
            return "the teacher learns from the rewards" + since;
        }
        return unit.message() + since;
    }

    private static boolean is(Unit.Kind<?> kind, Progress unit) {
        return unit.kind().equals(kind.name());
    }
}
