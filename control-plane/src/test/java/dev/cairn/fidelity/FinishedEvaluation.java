package dev.cairn.fidelity;

import dev.cairn.experiments.ClaimedRun;
import dev.cairn.ids.RunId;
import dev.cairn.runs.programs.RunPrograms;
import dev.cairn.spec.RunSpec;
import dev.cairn.testing.TestDatabase;
import java.util.HashMap;
import java.util.Map;

/**
 * A SOAR run in the {@link VariedScript} and the evaluation of a promoted student, as the control plane starts it.
 *
 * @param soar the run with the promotions
 * @param run the evaluation
 */
record FinishedEvaluation(TestDatabase database, RunId soar, RunId run) {
    /** Problems of the hard set that are held out. */
    private static final int HELD_OUT = 4;

    /** @param overrides overrides of the settings; the runs are always small */
    static FinishedEvaluation make(Map<String, ?> overrides) throws InterruptedException {
        ScriptedWorld world = ScriptedWorld.create();
        Map<String, Object> settings = new HashMap<>(Map.of(
                "hardOnly.enabled",
                false,
                "soar.outer.window",
                1,
                "evaluate.problems",
                3,
                "evaluate.samples",
                4,
                "evaluate.blockProblems",
                2));
        settings.putAll(overrides);
        RunId soar = world.claimSoarAfterStudent(settings);
        FinishedMethods.storeProblems(world.database());
        world.runSoar(soar);
        int train = ScriptedWorld.PROBLEMS.size() - HELD_OUT;
        world.database()
                .execute("update hard_set set half = 'test', ordinal = ordinal - " + train + " where ordinal >= "
                        + train);
        RunId run = world.runs().claimNext();
        ClaimedRun order = world.runs().order(run);
        if (!(order.plan() instanceof RunSpec.Evaluate evaluate) || evaluate.policy() != RunSpec.Policy.PROMOTED) {
            throw new IllegalStateException("another run was claimed: " + order);
        }
        world.runs().get(RunPrograms.class).run(order, world.context(run));
        world.runs().complete(run);
        return new FinishedEvaluation(world.database(), soar, run);
    }
}
