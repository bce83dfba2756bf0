package dev.cairn.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.access.Audit;
import dev.cairn.access.SignInCodes;
import dev.cairn.base.InvalidInputException;
import dev.cairn.events.Events;
import dev.cairn.events.RunEvent;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentState;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.platform.Home;
import dev.cairn.problems.ProblemUploads;
import dev.cairn.problems.files.ProblemFileException;
import dev.cairn.queue.QueueView;
import dev.cairn.reports.Summaries;
import dev.cairn.runs.RunExecutor;
import dev.cairn.runs.programs.RunResults;
import dev.cairn.submissions.Submissions;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs the command of the terminal: shows an experiment until it has ended, or only runs the server. */
@Singleton
public final class RunCommand {
    private static final int INVALID = 2;

    /** The exit status with which a shell reports an interrupted command. */
    private static final int STOPPED = 130;

    /** {@link DatabasePatience} reports the same on the display. */
    private static final Set<String> TOLD_BY_THE_DISPLAY = Set.of("dev.cairn.health.DatabaseWatch");

    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

    private final ExperimentStore experiments;
    private final Submissions submissions;
    private final ExperimentChoice choice;
    private final Events events;
    private final Summaries summaries;
    private final RunResults results;
    private final RunExecutor executor;
    private final QueueView queue;
    private final SignInCodes signIn;
    private final InstantSource clock = InstantSource.system();
    private final Terminal terminal = Terminal.ofProcess();
    private final Path logs;
    private volatile boolean stopping;

    public RunCommand(
            ExperimentStore experiments,
            Submissions submissions,
            ProblemUploads uploads,
            Events events,
            Summaries summaries,
            RunResults results,
            RunExecutor executor,
            QueueView queue,
            SignInCodes signIn,
            Audit audit,
            Home home,
            ObjectMapper json) {
        this.experiments = experiments;
        this.submissions = submissions;
        this.choice = new ExperimentChoice(
                experiments,
                submissions::accept,
                new ProblemsFile(uploads, terminal)::store,
                audit,
                new LastRunFile(home.path(), json));
        this.logs = home.logs();
        this.events = events;
        this.summaries = summaries;
        this.results = results;
        this.executor = executor;
        this.queue = queue;
        this.signIn = signIn;
    }

    /** Stops the display; the experiment resumes at the next start. */
    public void stop() {
        stopping = true;
    }

    /**
     * Runs the command. No run is claimed before the options have been checked.
     *
     * @return the exit status: 0 succeeded, 1 failed or cancelled, 2 the request was not valid, 130 stopped
     */
    public int run(Options options) throws InterruptedException {
        Notices.to(terminal, logs, options.preset().isPresent() ? TOLD_BY_THE_DISPLAY : Set.of());
        try {
            Optional<String> preset = options.preset();
            return preset.isEmpty() ? serve(options) : show(preset.get(), options);
        } catch (RuntimeException e) {
            if (stopping) {
                return STOPPED;
            }
            throw e;
        }
    }

    private int serve(Options options) {
        executor.start();
        printAddresses(options, "/");
        terminal.line("cairn: queue an experiment with: " + options.cairnCommand()
                + " submit chains --follow; Ctrl-C stops Cairn");
        io.quarkus.runtime.Quarkus.waitForExit();
        return 0;
    }

    private int show(String preset, Options options) throws InterruptedException {
        Experiment experiment;
        switch (chosen(preset, options)) {
            case ExperimentChoice.Chosen.Refused(List<String> lines) -> {
                lines.forEach(System.err::println);
                return INVALID;
            }
            case ExperimentChoice.Chosen.Queued(Experiment queued) -> {
                experiment = queued;
                terminal.line("cairn: queued experiment " + titled(queued));
                terminal.line("cairn: in it a teacher model learns to write questions that help student models with");
                terminal.line("  problems too hard for them (the method is SOAR, arXiv 2601.18778)");
                Formats.expected(submissions.time(queued)).ifPresent(terminal::line);
            }
            case ExperimentChoice.Chosen.Resumed(Experiment open) -> {
                experiment = open;
                terminal.line("cairn: resuming experiment " + titled(open) + "; --new queues a new one instead");
            }
        }
        executor.start();
        executor.wakeUp();
        String page = "/experiments/" + experiment.id();
        printAddresses(options, page);
        DatabasePatience database =
                new DatabasePatience(LOOK_AGAIN, () -> stopping, text -> terminal.line("cairn: " + text));
        Optional<Experiment> outcome = follow(experiment, database);
        Optional<String> summary = outcome.isEmpty() ? Optional.empty() : database.await(() -> summary(outcome.get()));
        terminal.close();
        if (summary.isEmpty()) {
            terminal.line("cairn: stopped; the same command resumes experiment " + experiment.id());
            return STOPPED;
        }
        Experiment ended = outcome.orElseThrow();
        terminal.line(summary.get());
        terminal.line("cairn: experiment " + ended.id() + " " + Formats.state(ended.state())
                + (ended.reason() == null ? "" : ": " + ended.reason()));
        if (options.exit()) {
            terminal.line("cairn: ops/serve starts Cairn again, to view it in the console");
            return ended.state() == ExperimentState.SUCCEEDED ? 0 : 1;
        }
        printAddresses(options, page);
        terminal.line("cairn: Ctrl-C stops Cairn");
        io.quarkus.runtime.Quarkus.waitForExit();
        return 0;
    }

    private ExperimentChoice.Chosen chosen(String preset, Options options) {
        try {
            return choice.choose(preset, options);
        } catch (InvalidInputException e) {
            return new ExperimentChoice.Chosen.Refused(Refusals.of(e));
        } catch (ProblemFileException e) {
            return new ExperimentChoice.Chosen.Refused(Refusals.of(e));
        }
    }

    private static String titled(Experiment experiment) {
        return experiment.id() + " (" + experiment.name() + ", seed " + experiment.seed() + ")";
    }

    private void printAddresses(Options options, String page) {
        String console = "http://127.0.0.1:" + options.port();
        terminal.line("cairn: open " + signIn.link(console, page));
        terminal.line("cairn:   (signs you in once, within 15 minutes; " + options.cairnCommand()
                + " sign-in prints a fresh link)");
    }

    /** Shows an experiment until it has ended; empty if the program is stopped before that. */
    private Optional<Experiment> follow(Experiment experiment, DatabasePatience database) throws InterruptedException {
        StallNotice stillness = new StallNotice(queue, clock);
        Story story = new Story(results::split);
        long position = 0;
        while (!stopping) {
            long after = position;
            Optional<Observation> found = database.await(() -> observe(experiment, after, stillness));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Observation look = found.get();
            story.learn(look.experiment());
            for (RunEvent event : look.events()) {
                Optional<List<String>> lines = database.await(() -> story.lines(event, look.experiment()));
                if (lines.isEmpty()) {
                    return Optional.empty();
                }
                lines.get().forEach(terminal::line);
                position = event.id();
            }
            if (look.experiment().state().isFinal() && look.events().isEmpty()) {
                return Optional.of(look.experiment());
            }
            look.stalled().ifPresent(terminal::line);
            terminal.status(Activity.of(look.experiment(), clock.instant()));
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
        }
        return Optional.empty();
    }

    /**
     * The state of an experiment at one moment.
     *
     * @param events events since the last one
     * @param stalled why no run of it is active, if that is new
     */
    private record Observation(Experiment experiment, List<RunEvent> events, Optional<String> stalled) {}

    private Observation observe(Experiment experiment, long after, StallNotice stillness) {
        Experiment now = experiments
                .find(experiment.id())
                .orElseThrow(() -> new IllegalStateException("experiment " + experiment.id() + " no longer exists"));
        return new Observation(now, events.after(experiment.id(), after, 1000), stillness.news(now));
    }

    private String summary(Experiment experiment) {
        return SummaryText.of(summaries.of(experiment));
    }
}
