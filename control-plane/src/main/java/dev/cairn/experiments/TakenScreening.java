package dev.cairn.experiments;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the screening that {@code screen.from} names. It must have finished, with settings that ask the same question
 * as this experiment: which problems does this model fail?
 */
final class TakenScreening {
    private static final String FIELD = "screen.from";

    private final ExperimentSql sql;

    TakenScreening(ExperimentSql sql) {
        this.sql = sql;
    }

    /**
     * The run to inherit from; empty if an experiment does its own screening.
     *
     * @throws InvalidInputException if that experiment's screening cannot be used; the message says why
     */
    Optional<RunId> of(ExperimentSpec spec, long problemSetId) {
        Long from = spec.screen().from();
        if (from == null) {
            return Optional.empty();
        }
        RunId screen = sql.runNamed(new ExperimentId(from), RunPlanner.SCREEN)
                .orElseThrow(() -> refused("there is no experiment " + from));
        int train = sql.trainProblems(screen);
        if (train == 0) {
            throw refused("experiment " + from + " has no finished screening");
        }
        ClaimedRun order = sql.claimedRun(screen)
                .orElseThrow(() -> refused("the screening of experiment " + from + " no longer exists"));
        List<FieldError> errors = differences(from, order, spec, problemSetId);
        int drawn = spec.soar().outer().drawnRewardQuestions();
        if (drawn > train) {
            errors.add(new FieldError(
                    "soar.outer.rewardQuestions",
                    "is " + drawn + ", but the screening of experiment " + from + " left " + train
                            + " problems in the train half, from which they are drawn without replacement",
                    "at most " + train));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(Subject.SPEC, errors);
        }
        return Optional.of(screen);
    }

    private static List<FieldError> differences(long from, ClaimedRun order, ExperimentSpec spec, long problemSetId) {
        ExperimentSpec screened = order.spec();
        List<FieldError> found = new ArrayList<>();
        compare(found, from, "model", screened.model(), spec.model());
        compare(
                found,
                from,
                "prompts.student",
                screened.prompts().student(),
                spec.prompts().student());
        compare(
                found,
                from,
                "prompts.chatTemplate",
                screened.prompts().chatTemplate(),
                spec.prompts().chatTemplate());
        compare(
                found,
                from,
                "prompts.systemPrompt",
                screened.prompts().systemPrompt(),
                spec.prompts().systemPrompt());
        compare(
                found,
                from,
                "prompts.thinking",
                screened.prompts().thinking(),
                spec.prompts().thinking());
        compare(found, from, "problems", order.problemSetId(), problemSetId);
        compare(
                found,
                from,
                "problems.limit",
                screened.problems().limit(),
                spec.problems().limit());
        compare(
                found,
                from,
                "grading.rule",
                screened.grading().rule(),
                spec.grading().rule());
        compare(
                found,
                from,
                "screen.samples",
                screened.screen().samples(),
                spec.screen().samples());
        compare(
                found,
                from,
                "soar.student.maxTokens",
                screened.soar().student().maxTokens(),
                spec.soar().student().maxTokens());
        compare(found, from, "soar.lora", screened.soar().lora(), spec.soar().lora());
        return found;
    }

    private static void compare(
            List<FieldError> found, long from, String field, @Nullable Object screened, @Nullable Object asked) {
        if (!Objects.equals(screened, asked)) {
            found.add(new FieldError(
                    field,
                    "differs from experiment " + from + ", whose screening " + FIELD + " takes",
                    "the same value, or no " + FIELD));
        }
    }

    private static InvalidInputException refused(String why) {
        return new InvalidInputException(
                Subject.SPEC,
                List.of(new FieldError(FIELD, why, "an experiment whose screening has finished, or null")));
    }
}
