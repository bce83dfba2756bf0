package dev.cairn.experiments;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.spec.ChangedSetting;
import dev.cairn.spec.ChangedSettings;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the finished runs of earlier experiments that a new one takes over: a screening for {@code screen.from}, a SOAR
 * run for {@code methods.soarFrom}. Every setting on which such a run depends must be the same here.
 */
final class TakenRuns {
    private static final String SCREEN_FROM = "screen.from";
    private static final String SOAR_FROM = "methods.soarFrom";

    /** What decides which problems the model fails. A name that ends with a dot stands for all settings of that group. */
    private static final List<String> OF_A_SCREENING = List.of(
            "model.",
            "prompts.student",
            "prompts.chatTemplate",
            "prompts.systemPrompt",
            "prompts.thinking",
            "problems.limit",
            "grading.rule",
            "screen.samples",
            "soar.student.maxTokens",
            "soar.lora.");

    /** What decides a SOAR run, except for its hard set. */
    private static final List<String> OF_A_SOAR_RUN = List.of("model.", "prompts.", "grading.rule", "soar.");

    private final ExperimentSql sql;
    private final ObjectMapper json;

    TakenRuns(ExperimentSql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /**
     * The runs to inherit from, by the name of the run that inherits.
     *
     * @throws InvalidInputException if a run cannot be taken over; the message says why
     */
    Map<String, RunId> of(ExperimentSpec spec, long problemSetId) {
        Map<String, RunId> found = new TreeMap<>();
        Long screenFrom = spec.screen().from();
        Long soarFrom = spec.methods().soarFrom();
        if (soarFrom != null) {
            ClaimedRun soar = soar(soarFrom, spec);
            found.put(RunPlanner.SOAR, soar.id());
            if (soar.problemSetId() == problemSetId) {
                requireItsHardSet(soar, screenFrom);
                found.put(RunPlanner.SCREEN, screening(SOAR_FROM, soarFrom, spec, problemSetId));
            }
        }
        if (screenFrom != null) {
            found.put(RunPlanner.SCREEN, screening(SCREEN_FROM, screenFrom, spec, problemSetId));
        }
        return found;
    }

    private ClaimedRun soar(long from, ExperimentSpec spec) {
        Run run = sql.runNamed(new ExperimentId(from), RunPlanner.SOAR)
                .flatMap(sql::run)
                .orElseThrow(() -> refused(SOAR_FROM, "there is no experiment " + from));
        if (run.state() != RunState.SUCCEEDED) {
            throw refused(
                    SOAR_FROM,
                    "the SOAR run of experiment " + from + " is " + run.state().wireName());
        }
        if (!Objects.equals(run.outerStepsDone(), run.outerSteps())) {
            throw refused(
                    SOAR_FROM,
                    "the SOAR run of experiment " + from + " ended after " + run.outerStepsDone() + " of "
                            + run.outerSteps() + " outer steps");
        }
        Optional<String> removed = sql.removedPolicy(run.id(), spec.methods().baseT());
        if (removed.isPresent()) {
            throw refused(
                    SOAR_FROM,
                    "the files of the " + removed.get() + " of experiment " + from
                            + " were removed by the rules for retention");
        }
        ClaimedRun source = sql.claimedRun(run.id())
                .orElseThrow(() -> refused(SOAR_FROM, "experiment " + from + " no longer exists"));
        requireNone(differences(OF_A_SOAR_RUN, "whose SOAR run " + SOAR_FROM + " takes", source, spec));
        return source;
    }

    /** A SOAR run on these problems has trained on its own hard set, so no other one may be used to measure it. */
    private void requireItsHardSet(ClaimedRun soar, @Nullable Long screenFrom) {
        if (screenFrom != null && !sql.sameHardSet(soar.experimentId(), new ExperimentId(screenFrom))) {
            throw new InvalidInputException(
                    Subject.SPEC,
                    List.of(new FieldError(
                            SCREEN_FROM,
                            "names an experiment with another hard set than experiment " + soar.experimentId()
                                    + ", whose SOAR run " + SOAR_FROM + " takes",
                            "null, or an experiment with the same hard set")));
        }
    }

    private RunId screening(String field, long from, ExperimentSpec spec, long problemSetId) {
        RunId screen = sql.runNamed(new ExperimentId(from), RunPlanner.SCREEN)
                .orElseThrow(() -> refused(field, "there is no experiment " + from));
        int train = sql.trainProblems(screen);
        if (train == 0) {
            throw refused(field, "experiment " + from + " has no finished screening");
        }
        ClaimedRun source = sql.claimedRun(screen)
                .orElseThrow(() -> refused(field, "the screening of experiment " + from + " no longer exists"));
        String takes = "whose screening " + field + " takes";
        List<FieldError> errors = differences(OF_A_SCREENING, takes, source, spec);
        if (source.problemSetId() != problemSetId) {
            errors.add(difference("problems.set", takes, source));
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

    private List<FieldError> differences(List<String> decisive, String takes, ClaimedRun source, ExperimentSpec spec) {
        List<FieldError> found = new ArrayList<>();
        for (ChangedSetting changed :
                ChangedSettings.between(json.valueToTree(spec), json.valueToTree(source.spec()))) {
            if (decisive.stream()
                    .anyMatch(name -> name.endsWith(".")
                            ? changed.path().startsWith(name)
                            : changed.path().equals(name))) {
                found.add(difference(changed.path(), takes, source));
            }
        }
        return found;
    }

    private static FieldError difference(String field, String takes, ClaimedRun source) {
        return new FieldError(
                field, "differs from experiment " + source.experimentId() + ", " + takes, "the same value");
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
