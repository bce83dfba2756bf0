package dev.cairn.experiments.taken;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.experiments.ClaimedRun;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
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
import org.jspecify.annotations.Nullable;

/**
 * Finds the finished runs of earlier experiments that a new one takes over: a screening for {@code screen.from}, a SOAR
 * run for {@code methods.soarFrom}. Every setting on which such a run depends must be the same here.
 */
public final class TakenRuns {
    static final String SCREEN_FROM = "screen.from";
    static final String SOAR_FROM = "methods.soarFrom";

    private final TakenRunSql sql;
    private final Function<RunId, Optional<Run>> runs;
    private final Function<RunId, Optional<ClaimedRun>> claimed;
    private final SameSettings same;

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
    }

    /**
     * The runs to inherit from, by the name of the run that inherits.
     *
     * @throws InvalidInputException if a run cannot be taken over; the message says why
     */
    public Map<String, RunId> of(ExperimentSpec spec, long problemSetId) {
        Map<String, RunId> found = new TreeMap<>();
        Long screenFrom = spec.screen().from();
        Long soarFrom = spec.methods().soarFrom();
        if (soarFrom != null) {
            ClaimedRun soar = soar(soarFrom, spec);
            found.put(RunPlanner.SOAR, soar.id());
            long trainedIn = madeIn(soar);
            if (problemSetOf(trainedIn) == problemSetId) {
                requireHardSetOf(trainedIn, screenFrom);
                found.put(RunPlanner.SCREEN, screening(SOAR_FROM, trainedIn, spec, problemSetId));
            } else {
                requireOtherProblems(trainedIn, problemSetId);
            }
        }
        if (screenFrom != null) {
            found.put(RunPlanner.SCREEN, screening(SCREEN_FROM, screenFrom, spec, problemSetId));
        }
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
        requireNone(
                same.differences(SameSettings.OF_A_SOAR_RUN, "whose SOAR run " + SOAR_FROM + " takes", source, spec));
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

    /** A SOAR run on these problems has trained on its own hard set, so no other one may be used to measure it. */
    private void requireHardSetOf(long trainedIn, @Nullable Long screenFrom) {
        if (screenFrom != null && !sql.sameHardSet(trainedIn, screenFrom)) {
            throw new InvalidInputException(
                    Subject.SPEC,
                    List.of(new FieldError(
                            SCREEN_FROM,
                            "names an experiment with another hard set than experiment " + trainedIn
                                    + ", whose SOAR run " + SOAR_FROM + " takes",
                            "null, or an experiment with the same hard set")));
        }
    }

    private RunId screening(String field, long from, ExperimentSpec spec, long problemSetId) {
        RunId screen =
                sql.named(from, RunPlanner.SCREEN).orElseThrow(() -> refused(field, "there is no experiment " + from));
        int train = sql.trainProblems(screen);
        if (train == 0) {
            throw refused(field, "experiment " + from + " has no finished screening");
        }
        ClaimedRun source = claimed.apply(screen)
                .orElseThrow(() -> refused(field, "the screening of experiment " + from + " no longer exists"));
        String takes = "whose screening " + field + " takes";
        List<FieldError> errors = same.differences(SameSettings.OF_A_SCREENING, takes, source, spec);
        if (source.problemSetId() != problemSetId) {
            errors.add(SameSettings.difference("problems.set", takes, source));
        }
        int drawn = spec.soar().outer().drawnRewardQuestions();
        if (spec.methods().soarFrom() == null && drawn > train) {
            errors.add(new FieldError(
                    "soar.outer.rewardQuestions",
                    "is " + drawn + ", but the screening of experiment " + from + " left " + train
                            + " problems in the train half, from which they are drawn without replacement",
                    "at most " + train));
        }
        requireNone(errors);
        return screen;
    }

    private static void requireNone(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidInputException(Subject.SPEC, errors);
        }
    }

    private static InvalidInputException refused(String field, String why) {
        String what = field.equals(SCREEN_FROM) ? "screening" : "SOAR run";
        return new InvalidInputException(
                Subject.SPEC,
                List.of(new FieldError(field, why, "an experiment whose " + what + " has finished, or null")));
    }
}
