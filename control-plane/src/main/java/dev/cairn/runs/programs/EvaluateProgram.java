package dev.cairn.runs.programs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ports.PolicyRef;
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

    /** The policy as its run left it, or the students of the window in which its training reward is flat. */
    private static List<EvaluateRun.Version> versions(RunSpec.Evaluate plan, RunTask task) throws InterruptedException {
        if (plan.ofTraining(task.spec())) {
            TrainedStudents students = task.earlier().trainedStudents(plan.of());
            if (!students.byStep().isEmpty()) {
                return FlatWindow.of(
                                students.rewards(),
                                task.spec().firstHardStep(plan.of()),
                                students.byStep().navigableKeySet(),
                                task.spec().evaluate().window())
                        .steps()
                        .stream()
                        .map(step -> new EvaluateRun.Version(
                                step, students.after(step).policy()))
                        .toList();
            }
        }
        return List.of(new EvaluateRun.Version(
                0,
                plan.ofBestPromoted(task.spec())
                        ? bestPromoted(plan, task)
                        : task.policy(plan.policy(), plan.of()).policy()));
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

    @Override
    public List<String> explanation(@Nullable JsonNode spec) {
        return List.of(
                "It measures pass@k on the held-out problems:",
                "the share that is solved by at least one of k answers.");
    }
}
