package dev.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunEvent;
import dev.cairn.experiments.RunState;
import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** A line for what is decided, and below it, on a terminal, one that shows what is under way and is written over. */
final class ProgressDisplay {
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final int WIDTH = 110;

    private final PrintStream out;
    private final boolean terminal = isTerminal();
    private String shown = "";

    ProgressDisplay(PrintStream out) {
        this.out = out;
    }

    /** Null happens all the same where the console's module is missing. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    void event(RunEvent event, Experiment experiment) {
        JsonNode payload = event.payload();
        switch (event.kind()) {
            case "run.state" -> runState(payload);
            case "outer-step.decided" -> decided(payload, experiment);
            case "unit.done" -> unitDone(payload, experiment, event);
            default -> {}
        }
    }

    private void runState(JsonNode payload) {
        String state = payload.path("state").asText();
        if (state.equals(RunState.WAITING.word()) || state.equals(RunState.QUEUED.word())) {
            return;
        }
        String reason = payload.path("reason").isTextual()
                ? ": " + payload.path("reason").asText()
                : "";
        line("%-20s %s%s".formatted(payload.path("name").asText(), state, reason));
    }

    private void decided(JsonNode payload, Experiment experiment) {
        int steps = experiment.runs().stream()
                .map(Run::outerSteps)
                .filter(count -> count != null)
                .findFirst()
                .orElse(0);
        JsonNode average = payload.path("movingAverage");
        line(String.format(
                Locale.ROOT,
                "%-20s step %d of %d  mean reward %+.4f  moving average %s%s",
                "soar",
                payload.path("t").asInt() + 1,
                steps,
                payload.path("meanReward").asDouble(),
                average.isNumber() ? String.format(Locale.ROOT, "%+.4f", average.asDouble()) : "(window not full)",
                payload.path("promoted").asBoolean()
                        ? "  PROMOTED student " + payload.path("promotions").asInt()
                        : ""));
    }

    private void unitDone(JsonNode payload, Experiment experiment, RunEvent event) {
        String unit = payload.path("unit").asText();
        if (unit.startsWith("t/")) {
            return;
        }
        String run = experiment.runs().stream()
                .filter(candidate -> candidate.id().equals(event.runId()))
                .map(Run::name)
                .findFirst()
                .orElse("");
        line(String.format(
                Locale.ROOT,
                "%-20s %s done, %d rollouts in %.1f s",
                run,
                unit,
                payload.path("rollouts").asLong(),
                payload.path("seconds").asDouble()));
    }

    /** Shows what is under way; only a terminal can be written over. */
    void progress(Experiment experiment) {
        if (!terminal) {
            return;
        }
        String text = experiment.runs().stream()
                .filter(run -> run.state() == RunState.RUNNING)
                .map(run -> run.name() + ": " + (run.progress().isEmpty() ? "starting" : units(run)))
                .collect(Collectors.joining("; "));
        String cut = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
        if (!cut.equals(shown)) {
            out.print(CLEAR_LINE + cut);
            out.flush();
            shown = cut;
        }
    }

    private static String units(Run run) {
        return run.progress().stream()
                .map(unit -> unit.unit() + " " + unit.done() + "/" + unit.total() + " " + unit.what())
                .collect(Collectors.joining(", "));
    }

    /** A line that stays. */
    void line(String text) {
        out.println((terminal ? CLEAR_LINE : "") + text);
        shown = "";
    }

    void close() {
        if (terminal) {
            out.print(CLEAR_LINE);
        }
    }
}
