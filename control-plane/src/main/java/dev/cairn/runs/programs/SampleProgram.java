package dev.cairn.runs.programs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.soar.SampleRun;
import dev.cairn.spec.RunSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a teacher for questions to train on. */
final class SampleProgram implements RunProgram<RunSpec.Sample> {
    @Override
    public Class<RunSpec.Sample> plan() {
        return RunSpec.Sample.class;
    }

    @Override
    public void run(RunSpec.Sample plan, RunTask task) throws InterruptedException {
        new SampleRun(
                        task.context(),
                        task.spec().methods().sampling(),
                        task.spec().soar(),
                        task.policy(plan.policy(), plan.of()))
                .run();
    }

    @Override
    public List<String> explanation(@Nullable JsonNode spec) {
        return List.of("A teacher writes questions, on which a fresh student then trains.");
    }
}
