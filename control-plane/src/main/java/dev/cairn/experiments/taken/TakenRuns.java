package dev.cairn.experiments.taken;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.experiments.ClaimedRun;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.experiments.taken.TakenScreenings.Screening;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunPlanner;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds the finished runs of earlier experiments that a new one takes over: a screening for {@code screen.hardSet} or
 * {@code screen.from}, a SOAR run for {@code methods.soarFrom}. Every setting on which such a run depends must be the same here.
 */
public final class TakenRuns {
    static final String SCREEN_FROM = "screen.from";
    static final String HARD_SET = "screen.hardSet";
    static final String SOAR_FROM = "methods.soarFrom";

    private final TakenRunSql sql;
    private final Function<RunId, Optional<Run>> runs;
    private final Function<RunId, Optional<ClaimedRun>> claimed;
    private final SameSettings same;
    private final TakenScreenings screenings;

    /**
     * Creates it.
     *
     * @param runs reads a run as it is shown
     * @param claimed reads a run with its spec
     */
    public TakenRuns(
            JdbcRunner jdbc,
            Function<RunId, Optional<Run>> runs,
            Function<RunId, Optional<ClaimedRun>> claimed,
            ObjectMapper json) {
        this.sql = new TakenRunSql(jdbc);
        this.runs = runs;
        this.claimed = claimed;
        this.same = new SameSettings(json);
        this.screenings = new TakenScreenings(sql, claimed, same);
    }

    /**
     * The runs to inherit from, by the name of the run that inherits.
     *
     * @throws InvalidInputException if a run cannot be taken over; the message says why
     */
    public Map<String, RunId> of(ExperimentSpec spec, long problemSetId) {
        Map<String, RunId> found = new TreeMap<>();
        Optional<Screening> screening = screenings.asked(spec);
        Long soarFrom = spec.methods().soarFrom();
        if (soarFrom != null) {
            ClaimedRun soar = soar(soarFrom, spec);
            found.put(RunPlanner.SOAR, soar.id());
            long trainedIn = madeIn(soar);
            if (problemSetOf(trainedIn) == problemSetId) {
                Screening own = screenings.newest(SOAR_FROM, trainedIn);
                screening.ifPresent(asked -> screenings.requireHardSetOf(own, asked));
                found.put(RunPlanner.SCREEN, screenings.usable(own, spec, problemSetId));
            } else {
                requireOtherProblems(trainedIn, problemSetId);
            }
        }
        screening.ifPresent(asked -> found.put(RunPlanner.SCREEN, screenings.usable(asked, spec, problemSetId)));
        return found;
    }

    /**
     * The experiment whose screening an experiment takes over, by either setting.
     *
     * @throws InvalidInputException if a run cannot be taken over
     */
    public Optional<ExperimentId> screeningOf(ExperimentSpec spec, long problemSetId) {
        return Optional.ofNullable(of(spec, problemSetId).get(RunPlanner.SCREEN))
                .flatMap(claimed)
                .map(ClaimedRun::experimentId);
    }

    /** The experiment in which the teacher was trained: the given one may have taken it over itself. */
    private long madeIn(ClaimedRun soar) {
        return claimed.apply(sql.maker(soar.id()))
                .map(ClaimedRun::experimentId)
                .orElse(soar.experimentId())
                .value();
    }

    private ClaimedRun soar(long from, ExperimentSpec spec) {
        Run run = sql.named(from, RunPlanner.SOAR)
                .flatMap(runs)
                .orElseThrow(() -> refused(SOAR_FROM, "there is no experiment " + from));
        if (run.state() != RunState.SUCCEEDED) {
            throw refused(
                    SOAR_FROM,
                    "the SOAR run of experiment " + from + " has not succeeded, it is "
                            + run.state().wireName());
        }
        if (!Objects.equals(run.outerStepsDone(), run.outerSteps())) {
            throw refused(
                    SOAR_FROM,
                    "the SOAR run of experiment " + from + " ended after " + run.outerStepsDone() + " of "
                            + run.outerSteps() + " outer steps");
        }
        Optional<String> removed = sql.removed(run.id(), spec);
        if (removed.isPresent()) {
            throw refused(
                    SOAR_FROM,
                    "the files of the " + removed.get() + " of experiment " + from
                            + " were removed by the rules for retention");
        }
        ClaimedRun source = claimed.apply(run.id())
                .orElseThrow(() -> refused(SOAR_FROM, "experiment " + from + " no longer exists"));
        requireNone(same.differences(
                SameSettings.OF_A_SOAR_RUN, "whose SOAR run " + SOAR_FROM + " takes", SOAR_FROM, source, spec));
        return source;
    }

    private long problemSetOf(long experiment) {
        return sql.named(experiment, RunPlanner.SCREEN)
                .flatMap(claimed)
                .map(ClaimedRun::problemSetId)
                .orElseThrow(() -> refused(SOAR_FROM, "experiment " + experiment + " no longer exists"));
    }

    /** Other problems are no test of a teacher that was rewarded for solving some of them. */
    private void requireOtherProblems(long trainedIn, long problemSetId) {
        int shared = sql.named(trainedIn, RunPlanner.SCREEN)
                .map(screen -> sql.shared(screen, problemSetId))
                .orElse(0);
        if (shared > 0) {
            throw new InvalidInputException(
                    Subject.SPEC,
                    List.of(new FieldError(
                            "problems.set",
                            "has " + shared + " problems on which the teacher of experiment " + trainedIn
                                    + " was rewarded",
                            "a problem set without them, or that of experiment " + trainedIn)));
        }
    }

    static void requireNone(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidInputException(Subject.SPEC, errors);
        }
    }

    static InvalidInputException refused(String field, String why) {
        return refused(
                field,
                why,
                switch (field) {
                    case HARD_SET -> "the name of another hard set, or null";
                    case SCREEN_FROM -> "an experiment whose screening has finished, or null";
                    default -> "an experiment whose SOAR run has finished, or null";
                });
    }

    static InvalidInputException refused(String field, String why, String allowed) {
        return new InvalidInputException(Subject.SPEC, List.of(new FieldError(field, why, allowed)));
    }
}
