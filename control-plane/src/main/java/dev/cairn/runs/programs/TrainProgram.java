package dev.cairn.runs.programs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Problem;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.SoarSettings;
import dev.cairn.settings.TrainSettings;
import dev.cairn.soar.RealProblems;
import dev.cairn.soar.TrainRun;
import dev.cairn.soar.TrainingQuestions;
import dev.cairn.spec.MethodsSpec;
import dev.cairn.spec.RunSpec;
import dev.cairn.spec.RunSpec.AddedQuestions;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Trains a fresh student on the hard problems: alone (Hard-Only), or with other questions. */
final class TrainProgram implements RunProgram<RunSpec.Train> {
    @Override
    public Class<RunSpec.Train> plan() {
        return RunSpec.Train.class;
    }

    @Override
    public void run(RunSpec.Train plan, RunTask task) throws InterruptedException {
        SoarSettings soar = task.spec().soar().with(plan.inner(task.spec()));
        new TrainRun(task.context(), settings(plan, task), soar, questions(plan, task)).run();
    }

    private static TrainSettings settings(RunSpec.Train plan, RunTask task) {
        AddedQuestions added = plan.added();
        if (added != null) {
            return task.spec().methods().settings(added.origin());
        }
        Integer steps = task.spec().hardOnly().steps();
        return task.spec().hardOnly().settings(steps == null ? promotedSteps(plan, task) : steps);
    }

    /** As many steps as the promoted student has taken. */
    private static int promotedSteps(RunSpec.Train plan, RunTask task) {
        String promoted = Objects.requireNonNull(plan.stepsOf(), "a run whose promoted student gives the steps");
        return task.earlier().promotedSteps(promoted);
    }

    private static TrainingQuestions questions(RunSpec.Train plan, RunTask task) throws InterruptedException {
        List<Problem> hard = task.trainHalf(plan.screen());
        AddedQuestions added = plan.added();
        if (added == null) {
            return new TrainingQuestions.Throughout(hard);
        }
        MethodsSpec methods = task.spec().methods();
        List<Problem> questions = switch (added.origin()) {
            case PROMOTION_QUESTIONS -> written(promoted(added.of(), task.earlier()));
            case SAMPLED -> written(task.earlier().sampledQuestions(added.of()));
            case REAL_SAMPLE -> RealProblems.sample(task.context(), real(added.of(), task), methods.questions());
            case REAL_FULL -> real(added.of(), task);
        };
        return switch (methods.mixing()) {
            case CURRICULUM -> new TrainingQuestions.Curriculum(questions, methods.syntheticSteps(), hard);
            case MIXED -> TrainingQuestions.mixed(questions, hard);
        };
    }

    private static List<Problem> real(String screen, RunTask task) throws InterruptedException {
        return RealProblems.all(
                task.context(),
                task.spec().soar().student().maxTokens(),
                task.realProblems().get(),
                task.hardSet(screen));
    }

    private static List<UnitResult.WrittenQuestion> promoted(String soar, EarlierRuns earlier) {
        List<UnitResult.WrittenQuestion> questions = earlier.promotionQuestions(soar);
        if (questions.isEmpty()) {
            throw new PortException(
                    PortException.Remedy.FIX_REQUEST,
                    "run " + soar + " promoted no student, so there are no promotion questions to train on;"
                            + " lower soar.outer.tau, raise soar.outer.steps, or set methods.soarPq to false");
        }
        return questions;
    }

    private static List<Problem> written(List<UnitResult.WrittenQuestion> questions) {
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
                "alone, or together with a teacher's questions or other problems.");
    }
}
