package dev.cairn.experiments.taken;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.experiments.ClaimedRun;
import dev.cairn.ids.RunId;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunPlanner;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The finished screenings of earlier experiments, whose hard sets a new one uses. */
record TakenScreenings(TakenRunSql sql, Function<RunId, Optional<ClaimedRun>> claimed, SameSettings same) {
    /**
     * A screening that is to be taken over.
     *
     * @param field the setting that asks for it
     * @param experiment its experiment
     */
    record Screening(String field, RunId run, long experiment) {}

    /** The screening that the spec asks for, by its hard set's name or its experiment. */
    Optional<Screening> asked(ExperimentSpec spec) {
        Long from = spec.screen().from();
        String name = spec.screen().hardSet();
        if (name == null) {
            return from == null ? Optional.empty() : Optional.of(newest(TakenRuns.SCREEN_FROM, from));
        }
        if (from != null) {
            throw TakenRuns.refused(TakenRuns.SCREEN_FROM, "is given together with screen.hardSet", "only one of them");
        }
        RunId run = sql.ofHardSet(name).orElseThrow(() -> unknown(name));
        return Optional.of(new Screening(
                TakenRuns.HARD_SET,
                run,
                claimed(TakenRuns.HARD_SET, run).experimentId().value()));
    }

    private InvalidInputException unknown(String name) {
        List<String> names = sql.hardSets();
        return TakenRuns.refused(
                TakenRuns.HARD_SET,
                "there is no hard set " + name + ", or its name was deleted; ops/cairn hard-sets list shows them",
                names.isEmpty() ? "null: no hard set has a name" : String.join(", ", names) + ", or null");
    }

    /** The newest screening of an experiment. */
    Screening newest(String field, long experiment) {
        return sql.named(experiment, RunPlanner.SCREEN)
                .map(run -> new Screening(field, run, experiment))
                .orElseThrow(() -> TakenRuns.refused(field, "there is no experiment " + experiment));
    }

    /** A SOAR run on these problems has trained on its own hard set, so no other one may be used to measure it. */
    void requireHardSetOf(Screening own, Screening asked) {
        if (!sql.sameHardSet(own.run(), asked.run())) {
            boolean named = asked.field().equals(TakenRuns.HARD_SET);
            throw TakenRuns.refused(
                    asked.field(),
                    (named
                                    ? "names another hard set than that of experiment "
                                    : "names an experiment with another hard set than experiment ")
                            + own.experiment() + ", whose SOAR run " + TakenRuns.SOAR_FROM + " takes",
                    named ? "null, or a name of the same hard set" : "null, or an experiment with the same hard set");
        }
    }

    /** The screening's run, if its hard set is finished and was measured under the same settings. */
    RunId usable(Screening screening, ExperimentSpec spec, long problemSetId) {
        String field = screening.field();
        RunId screen = screening.run();
        long from = screening.experiment();
        int train = sql.trainProblems(screen);
        if (train == 0) {
            throw TakenRuns.refused(field, "experiment " + from + " has no finished screening");
        }
        ClaimedRun source = claimed(field, screen);
        String takes = "whose screening " + field + " takes";
        List<FieldError> errors = same.differences(SameSettings.OF_A_SCREENING, takes, field, source, spec);
        if (source.problemSetId() != problemSetId) {
            errors.add(SameSettings.difference("problems.set", takes, field, source));
        }
        int drawn = spec.soar().outer().drawnRewardQuestions();
        if (spec.methods().soarFrom() == null && drawn > train) {
            errors.add(new FieldError(
                    "soar.outer.rewardQuestions",
                    "is " + drawn + ", but the screening of experiment " + from + " left " + train
                            + " problems in the train half, from which they are drawn without replacement",
                    "at most " + train));
        }
        TakenRuns.requireNone(errors);
        return screen;
    }

    private ClaimedRun claimed(String field, RunId run) {
        return claimed.apply(run)
                .orElseThrow(() -> TakenRuns.refused(field, "the screening " + run + " no longer exists"));
    }
}
