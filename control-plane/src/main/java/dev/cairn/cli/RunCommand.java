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
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Queues a preset, or goes on with an unfinished experiment of it, and shows it until it has ended. */
public final class RunCommand {
    private static final int INVALID = 2;

    /** As a shell reports an interrupted command. */
    private static final int STOPPED = 130;

    private static final long LOOK_AGAIN_MILLIS = 300;
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
        Experiment ended = follow(experiment);
        if (!ended.state().isFinal()) {
            out.println("cairn: stopped; the same command goes on with experiment " + ended.id());
            return STOPPED;
        }
        out.println(summary(ended));
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

    private Experiment follow(Experiment experiment) throws InterruptedException {
        ProgressDisplay display = new ProgressDisplay(out);
        Stillness stillness = new Stillness(queue, InstantSource.system());
        long position = 0;
        while (true) {
            @Nullable Experiment now = experiments.find(experiment.id()).orElse(null);
            if (now == null) {
                throw new IllegalStateException("experiment " + experiment.id() + " is gone");
            }
            List<RunEvent> next = events.after(experiment.id(), position, 1000);
            for (RunEvent event : next) {
                display.event(event, now);
                position = event.id();
            }
            if (stopping || (now.state().isFinal() && next.isEmpty())) {
                display.close();
                return now;
            }
            stillness.news(now).ifPresent(display::line);
            display.progress(now);
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private String summary(Experiment experiment) {
        return SummaryText.of(summaries.of(experiment));
    }
}
