package dev.cairn.runs.programs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.soar.TrainRun;
import dev.cairn.spec.RunSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hard-Only: trains a student on the hard problems themselves. */
final class TrainProgram implements RunProgram<RunSpec.Train> {
    @Override
    public Class<RunSpec.Train> plan() {
        return RunSpec.Train.class;
    }

    @Override
    public void run(RunSpec.Train plan, RunTask task) throws InterruptedException {
        int steps = task.spec().soar().inner().lineageSteps(task.earlier().promotions(plan.stepsOf()));
        new TrainRun(
                        task.context(),
                        task.spec().hardOnly().settings(steps),
                        task.spec().soar(),
                        task.trainHalf(plan.screen()))
                .run();
    }

    @Override
    public List<String> explanation(@Nullable JsonNode spec) {
        return List.of(
                "For comparison, a student trains on the hard problems",
                "themselves, for as many steps as the promoted student has taken.");
    }
}
