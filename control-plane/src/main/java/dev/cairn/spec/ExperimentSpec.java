package dev.cairn.spec;

import dev.cairn.settings.EvaluateSettings;
import dev.cairn.settings.GradingSettings;
import dev.cairn.settings.PromptSettings;
import dev.cairn.settings.SoarSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * All settings of an experiment; the JSON Schema is generated from this record.
 *
 * @param name shown in lists
 * @param seed every random draw of every run derives from it, except the screening's if {@code screen.seed} is given
 */
public record ExperimentSpec(
        @NotBlank @Size(max = 200) @VisibleText String name,
        long seed,
        @NotNull @Valid ModelSpec model,
        @NotNull @Valid PromptSettings prompts,
        @NotNull @Valid ProblemsSpec problems,
        @NotNull @Valid GradingSettings grading,
        @NotNull @Valid ScreenSpec screen,
        @NotNull @Valid SoarSettings soar,
        @NotNull @Valid HardOnlySpec hardOnly,
        @NotNull @Valid MethodsSpec methods,
        @NotNull @Valid EvaluateSettings evaluate,
        @NotNull @Valid ExecutionSpec execution,
        @NotNull @Valid QueueSpec queue,
        @NotNull @Valid BudgetSpec budget) {

    /** All defaults. Only {@code model.path} does not have one and must be given. */
    public static ExperimentSpec defaults() {
        return new ExperimentSpec(
                "experiment",
                1,
                ModelSpec.defaults(),
                DefaultPrompts.settings(),
                ProblemsSpec.defaults(),
                GradingSettings.defaults(),
                ScreenSpec.defaults(),
                SoarSettings.defaults(),
                HardOnlySpec.defaults(),
                MethodsSpec.defaults(),
                EvaluateSettings.defaults(),
                ExecutionSpec.defaults(),
                QueueSpec.defaults(),
                BudgetSpec.defaults());
    }

    /** The first optimizer step, from 0, at which the student of a train run sees hard problems. */
    public int firstHardStep(String train) {
        return train.equals(RunPlanner.HARD_ONLY) ? 0 : methods.firstHardStep();
    }

    /** This spec with the hard set of an earlier experiment. */
    public ExperimentSpec screenedBy(long experiment) {
        return new ExperimentSpec(
                name,
                seed,
                model,
                prompts,
                problems,
                grading,
                screen.takenFrom(experiment),
                soar,
                hardOnly,
                methods,
                evaluate,
                execution,
                queue,
                budget);
    }

    /** This spec with another execution. */
    public ExperimentSpec with(ExecutionSpec other) {
        return new ExperimentSpec(
                name, seed, model, prompts, problems, grading, screen, soar, hardOnly, methods, evaluate, other, queue,
                budget);
    }
}
