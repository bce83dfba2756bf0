package dev.cairn.runs.programs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.soar.EvaluateRun;
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
                        task.policy(plan.policy(), plan.of()).policy(),
                        task.testHalf(plan.screen(), task.spec().evaluate().problems()))
                .run();
    }

    @Override
    public List<String> explanation(@Nullable JsonNode spec) {
        return List.of(
                "It measures pass@k on the held-out problems:",
                "the share that is solved by at least one of k answers.");
    }
}
