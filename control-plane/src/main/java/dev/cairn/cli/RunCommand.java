package dev.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cairn.access.Audit;
import dev.cairn.access.Change;
import dev.cairn.access.Principal;
import dev.cairn.access.SignInCodes;
import dev.cairn.experiments.Events;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentState;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.InvalidSpecException;
import dev.cairn.experiments.RunEvent;
import dev.cairn.experiments.SpecRequest;
import dev.cairn.experiments.Submitter;
import dev.cairn.problems.ProblemFileException;
import dev.cairn.queue.QueueView;
import dev.cairn.reports.Summaries;
import dev.cairn.runs.RunExecutor;
import dev.cairn.runs.Submissions;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Queues a preset, or goes on with an unfinished experiment of it, and shows it until it has ended. */
public final class RunCommand {
    private static final int INVALID = 2;

    /** As a shell reports an interrupted command. */
    private static final int STOPPED = 130;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);
    private static final int RECENT = 100;

    private final ExperimentStore experiments;
    private final Submissions submissions;
    private final Events events;
    private final Summaries summaries;
    private final RunExecutor executor;
    private final QueueView queue;
    private final SignInCodes signIn;
    private final Audit audit;
    private final PrintStream out = System.out;
    private volatile boolean stopping;

    public RunCommand(
            ExperimentStore experiments,
            Submissions submissions,
            Events events,
            Summaries summaries,
            RunExecutor executor,
            QueueView queue,
            SignInCodes signIn,
            Audit audit) {
        this.experiments = experiments;
        this.submissions = submissions;
        this.events = events;
        this.summaries = summaries;
        this.executor = executor;
        this.queue = queue;
        this.signIn = signIn;
        this.audit = audit;
    }

    /** The program is being stopped: what is shown ends, the experiment goes on at the next start. */
    public void stop() {
        stopping = true;
    }

    /** Returns the exit status: 0 succeeded, 1 failed or cancelled, 2 the request was not valid, 130 stopped. */
    public int run(Options options) throws InterruptedException {
        try {
            return show(options);
        } catch (RuntimeException e) {
            if (stopping) {
                return STOPPED;
            }
            throw e;
        }
    }

    private int show(Options options) throws InterruptedException {
        Experiment experiment;
        try {
            experiment = unfinished(options).orElseGet(() -> submit(options));
        } catch (InvalidSpecException e) {
            out.println("cairn: the experiment was not queued:");
            e.errors()
                    .forEach(error -> out.println("  " + error.field() + ": " + error.message()
                            + (error.allowed() == null ? "" : " (allowed: " + error.allowed() + ")")));
            return INVALID;
        } catch (ProblemFileException e) {
            out.println("cairn: the experiment was not queued: " + e.getMessage());
            return INVALID;
        }
        executor.hint();
        String console = "http://127.0.0.1:" + options.port();
        String page = "/experiments/" + experiment.id();
        out.println("cairn: console at " + signIn.link(console, page));
        out.println("cairn: the link signs in once, within 15 minutes; for curl there is a token in "
                + options.home().resolve("admin-token"));
        ProgressDisplay display = new ProgressDisplay(out);
        DatabasePatience database =
                new DatabasePatience(LOOK_AGAIN, () -> stopping, text -> display.line("cairn: " + text));
        Optional<Experiment> outcome = follow(experiment, database, display);
        display.close();
        Optional<String> summary = outcome.isEmpty() ? Optional.empty() : database.await(() -> summary(outcome.get()));
        if (summary.isEmpty()) {
            out.println("cairn: stopped; the same command resumes experiment " + experiment.id());
            return STOPPED;
        }
        Experiment ended = outcome.orElseThrow();
        out.println(summary.get());
        out.println("cairn: experiment " + ended.id() + " " + ended.state().word()
                + (ended.reason() == null ? "" : ": " + ended.reason()));
        if (options.exit()) {
            return ended.state() == ExperimentState.SUCCEEDED ? 0 : 1;
        }
        out.println("cairn: console at " + console + page + "; Ctrl-C stops Cairn");
        io.quarkus.runtime.Quarkus.waitForExit();
        return 0;
    }

    /** The newest experiment of the preset that has not ended. */
    private Optional<Experiment> unfinished(Options options) {
        Optional<Experiment> found = experiments.list(RECENT, null).items().stream()
                .filter(experiment -> options.preset().equals(experiment.preset()))
                .filter(experiment -> !experiment.state().isFinal())
                .findFirst();
        found.ifPresent(experiment -> out.println("cairn: going on with experiment " + experiment.id() + " ("
                + experiment.name() + ", seed " + experiment.seed()
                + "), which was not finished; cancel it in the console to begin anew"));
        return found;
    }

    private Experiment submit(Options options) {
        Map<String, JsonNode> settings = new HashMap<>();
        options.settings().forEach((key, value) -> settings.put(key, new TextNode(value)));
        String problems = options.problems() == null ? null : options.problems().toString();
        Experiment experiment = submissions.accept(
                new SpecRequest(options.preset(), null, null, settings, null, problems), Submitter.local());
        audit.record(
                Principal.terminal(),
                new Change(
                        "experiments.submit", "/api/v1/experiments/" + experiment.id(), null, audit.json(experiment)));
        out.println("cairn: queued experiment " + experiment.id() + " (" + experiment.name() + ", seed "
                + experiment.seed() + ")");
        return experiment;
    }

    /** Shows an experiment until it has ended or the program is being stopped; empty in the second case. */
    private Optional<Experiment> follow(Experiment experiment, DatabasePatience database, ProgressDisplay display)
            throws InterruptedException {
        Stillness stillness = new Stillness(queue, InstantSource.system());
        long position = 0;
        while (!stopping) {
            long after = position;
            Optional<Look> found = database.await(() -> look(experiment, after, stillness));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Look look = found.get();
            for (RunEvent event : look.events()) {
                display.event(event, look.experiment());
                position = event.id();
            }
            if (look.experiment().state().isFinal() && look.events().isEmpty()) {
                return Optional.of(look.experiment());
            }
            look.stalled().ifPresent(display::line);
            display.progress(look.experiment());
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
        }
        return Optional.empty();
    }

    /**
     * One look at an experiment.
     *
     * @param events since the last look
     * @param stalled why nothing of it runs, where that is new
     */
    private record Look(Experiment experiment, List<RunEvent> events, Optional<String> stalled) {}

    private Look look(Experiment experiment, long after, Stillness stillness) {
        Experiment now = experiments
                .find(experiment.id())
                .orElseThrow(() -> new IllegalStateException("experiment " + experiment.id() + " is gone"));
        return new Look(now, events.after(experiment.id(), after, 1000), stillness.news(now));
    }

    private String summary(Experiment experiment) {
        return SummaryText.of(summaries.of(experiment));
    }
}
