package dev.cairn.cli;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.Run.Progress;
import dev.cairn.experiments.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

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
        return progress.what().equals(BLOCKS);
    }

    static String of(Run run, Instant now) {
        if (run.progress().isEmpty()) {
            Integer done = run.outerStepsDone();
            return done == null || done == 0 ? "starting" : "outer step " + done;
        }
        List<Progress> trials = run.progress().stream()
                .filter(unit -> unit.unit().contains("/trial/"))
                .toList();
        Progress first = run.progress().getFirst();
        String time = Words.span(
                Duration.ofSeconds(Duration.between(first.since(), now).abs().toSeconds()));
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
        return "outer step %s, %d %s in training, %d of %d steps"
                .formatted(
                        outerStep(trials.getFirst()),
                        trials.size(),
                        trials.size() == 1 ? "student" : "students",
                        done,
                        total);
    }

    private static String of(Progress unit, String since) {
        String name = unit.unit();
        if (name.equals("connect")) {
            return "loading the model into vLLM and the trainer" + since;
        }
        if (name.equals("pause")) {
            return unit.what();
        }
        if (!name.startsWith("t/")) {
            return unit.total() > 1 ? unit.done() + " of " + unit.total() + " " + unit.what() : "preparing" + since;
        }
        String step = "outer step " + outerStep(unit) + ", ";
        String part = name.substring(name.indexOf('/', 2) + 1);
        return step
                + switch (part) {
                    case "write" ->
                        "the teacher writes questions"
                                + (unit.total() > 1 ? ", " + unit.done() + " of " + unit.total() : since);
                    case "baseline" -> "the baseline answers the reward questions" + since;
                    case "promote" -> "deciding about a promotion" + since;
                    case "teach" -> "the teacher learns from the rewards" + since;
                    default -> unit.what() + since;
                };
    }

    private static String outerStep(Progress unit) {
        return unit.unit().split("/", -1)[1];
    }
}
