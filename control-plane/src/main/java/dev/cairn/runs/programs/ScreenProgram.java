package dev.cairn.runs.programs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
import dev.cairn.ports.UnitResult;
import dev.cairn.soar.ScreenRun;
import dev.cairn.spec.RunSpec;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the hard problems and splits them into halves. */
final class ScreenProgram implements RunProgram<RunSpec.Screen> {
    @Override
    public Class<RunSpec.Screen> plan() {
        return RunSpec.Screen.class;
    }

    @Override
    public void run(RunSpec.Screen plan, RunTask task) throws InterruptedException {
        new ScreenRun(
                        task.context(),
                        task.spec().screen().settings(),
                        task.spec().soar(),
                        task.problems())
                .run();
    }

    @Override
    public List<String> explanation(@Nullable JsonNode spec) {
        return List.of(
                "It looks for the problems that the base model",
                "never solves and splits them: one half to train on, the other held out to test on.");
    }

    @Override
    public Finding found(Run run, Function<RunId, UnitResult.Split> splits) {
        return new Finding.HardSet(splits.apply(run.id()));
    }
}
