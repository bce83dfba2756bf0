package dev.cairn.runs.programs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Problem;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.TrainSettings;
import dev.cairn.soar.TrainRun;
import dev.cairn.soar.TrainingQuestions;
import dev.cairn.spec.MethodsSpec;
import dev.cairn.spec.RunSpec;
import dev.cairn.spec.RunSpec.Synthetic;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Trains a fresh student on the hard problems: alone (Hard-Only), or with questions of a teacher. */
final class TrainProgram implements RunProgram<RunSpec.Train> {
    @Override
    public Class<RunSpec.Train> plan() {
        return RunSpec.Train.class;
    }

    @Override
    public void run(RunSpec.Train plan, RunTask task) throws InterruptedException {
        new TrainRun(task.context(), settings(plan, task), task.spec().soar(), questions(plan, task)).run();
    }

    private static TrainSettings settings(RunSpec.Train plan, RunTask task) {
        Synthetic synthetic = plan.synthetic();
        if (synthetic != null) {
            return task.spec().methods().settings(synthetic.origin());
        }
        Integer steps = task.spec().hardOnly().steps();
        return task.spec().hardOnly().settings(steps == null ? promotedSteps(plan, task) : steps);
    }

    /** As many steps as the promoted student has taken. */
    private static int promotedSteps(RunSpec.Train plan, RunTask task) {
        String promoted = Objects.requireNonNull(plan.stepsOf(), "a run whose promoted student gives the steps");
        return task.spec().soar().inner().lineageSteps(task.earlier().promotions(promoted));
    }

    private static TrainingQuestions questions(RunSpec.Train plan, RunTask task) {
        List<Problem> hard = task.trainHalf(plan.screen());
        Synthetic synthetic = plan.synthetic();
        if (synthetic == null) {
            return new TrainingQuestions.Throughout(hard);
        }
        List<Problem> written = written(synthetic, task.earlier());
        MethodsSpec methods = task.spec().methods();
        return switch (methods.mixing()) {
            case CURRICULUM -> new TrainingQuestions.Curriculum(written, methods.syntheticSteps(), hard);
            case MIXED -> TrainingQuestions.mixed(written, hard);
        };
    }

    private static List<Problem> written(Synthetic synthetic, EarlierRuns earlier) {
        List<UnitResult.WrittenQuestion> questions = switch (synthetic.origin()) {
            case PROMOTION_QUESTIONS -> earlier.promotionQuestions(synthetic.of());
            case SAMPLED -> earlier.sampledQuestions(synthetic.of());
        };
        if (questions.isEmpty()) {
            throw new PortException(
                    PortException.Remedy.FIX_REQUEST,
                    "run " + synthetic.of() + " promoted no student, so there are no promotion questions to train on;"
                            + " lower soar.outer.tau, raise soar.outer.steps, or set methods.soarPq to false");
        }
        return IntStream.range(0, questions.size())
                .mapToObj(i -> new Problem(
                        "synthetic/" + i,
                        questions.get(i).question(),
                        questions.get(i).answer()))
                .toList();
    }

    @Override
    public List<String> explanation(@Nullable JsonNode spec) {
        return List.of(
                "For comparison, a fresh student trains on the hard problems:",
                "alone, or together with a teacher's questions.");
    }
}
