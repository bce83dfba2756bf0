package dev.cairn.runs.programs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.results.TrainedStudents;
import dev.cairn.soar.EvaluateRun;
import dev.cairn.soar.FlatWindow;
import dev.cairn.soar.PromotedChoice;
import dev.cairn.spec.RunSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** pass@k on the held-out hard problems. */
final class EvaluateProgram implements RunProgram<RunSpec.Evaluate> {
    @Override
    public Class<RunSpec.Evaluate> plan() {
        return RunSpec.Evaluate.class;
    }

    @Override
    public void run(RunSpec.Evaluate plan, RunTask task) throws InterruptedException {
        new EvaluateRun(
                        task.context(),
                        task.spec().evaluate(),
                        task.spec().soar(),
                        versions(plan, task),
                        task.testHalf(plan.screen(), task.spec().evaluate().problems()))
                .run();
    }

    /** The policy as its run left it, or its versions from its training. */
    private static List<EvaluateRun.Version> versions(RunSpec.Evaluate plan, RunTask task) throws InterruptedException {
        if (!plan.ofTraining(task.spec())) {
            return List.of(asLeft(plan, task));
        }
        TrainedStudents students = task.earlier().trainedStudents(plan.of());
        return switch (task.spec().evaluate().checkpoints()) {
            case LAST -> List.of(asLeft(plan, task));
            case FLAT_WINDOW ->
                students.byStep().isEmpty() ? List.of(asLeft(plan, task)) : ofWindow(plan, task, students);
            case FIXED_STEP -> List.of(afterStep(task.spec().evaluate().step(), plan.of(), students));
        };
    }

    private static EvaluateRun.Version asLeft(RunSpec.Evaluate plan, RunTask task) throws InterruptedException {
        return new EvaluateRun.Version(
                0,
                plan.ofBestPromoted(task.spec())
                        ? bestPromoted(plan, task)
                        : task.policy(plan.policy(), plan.of()).policy());
    }

    /** The promoted student that solves most of the train half; the base model if no student was promoted. */
    private static PolicyRef bestPromoted(RunSpec.Evaluate plan, RunTask task) throws InterruptedException {
        List<PromotedChoice.Candidate> candidates = task.earlier().promotedStudents(plan.of()).stream()
                .map(promoted -> new PromotedChoice.Candidate(
                        promoted.outerStep(), promoted.student().policy()))
                .toList();
        return candidates.isEmpty()
                ? task.earlier().firstStudent(plan.of()).policy()
                : new PromotedChoice(task.context(), task.spec().soar(), candidates, task.trainHalf(plan.screen()))
                        .run();
    }

    /** The students of the window in which the training reward is flat. */
    private static List<EvaluateRun.Version> ofWindow(RunSpec.Evaluate plan, RunTask task, TrainedStudents students) {
        return FlatWindow.of(
                        students.rewards(),
                        task.spec().firstHardStep(plan.of()),
                        students.byStep().navigableKeySet(),
                        task.spec().evaluate().window())
                .steps()
                .stream()
                .map(step -> new EvaluateRun.Version(step, students.after(step).policy()))
                .toList();
    }

    /** The student after this step; a training that was stopped by its budget may not have come so far. */
    private static EvaluateRun.Version afterStep(int step, String train, TrainedStudents students) {
        if (!students.byStep().containsKey(step)) {
            throw new PortException(
                    PortException.Remedy.FIX_REQUEST,
                    "run " + train + " took " + students.rewards().size()
                            + " optimizer steps, so it has no student after step " + step
                            + " (evaluate.step); clone the experiment with a larger budget or a smaller evaluate.step");
        }
        return new EvaluateRun.Version(step, students.after(step).policy());
    }

    @Override
    public List<String> explanation(@Nullable JsonNode spec) {
        return List.of(
                "It measures pass@k on the held-out problems:",
                "the share that is solved by at least one of k answers.");
    }
}
