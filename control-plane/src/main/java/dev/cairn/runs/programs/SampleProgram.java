package dev.cairn.runs.programs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ports.Checkpoint;
import dev.cairn.soar.SampleRun;
import dev.cairn.soar.SelfInstructRun;
import dev.cairn.spec.MethodsSpec;
import dev.cairn.spec.RunSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a teacher, or the untrained student, for questions to train on. */
final class SampleProgram implements RunProgram<RunSpec.Sample> {
    @Override
    public Class<RunSpec.Sample> plan() {
        return RunSpec.Sample.class;
    }

    @Override
    public void run(RunSpec.Sample plan, RunTask task) throws InterruptedException {
        MethodsSpec methods = task.spec().methods();
        Checkpoint policy = task.policy(plan.policy(), plan.of());
        if (plan.policy() == RunSpec.Policy.BASE) {
            new SelfInstructRun(
                            task.context(),
                            methods.sampling(),
                            methods.serl(),
                            task.spec().soar(),
                            policy,
                            task.trainHalf(plan.of()))
                    .run();
        } else {
            new SampleRun(task.context(), methods.sampling(), task.spec().soar(), policy).run();
        }
    }

    @Override
    public List<String> explanation(@Nullable JsonNode spec) {
        return List.of(
                "A teacher, or for SeRL the untrained student, writes questions,",
                "on which a fresh student then trains.");
    }
}
