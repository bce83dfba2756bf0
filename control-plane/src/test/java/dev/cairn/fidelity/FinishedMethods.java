package dev.cairn.fidelity;

import dev.cairn.experiments.ClaimedRun;
import dev.cairn.ids.RunId;
import dev.cairn.ports.Problem;
import dev.cairn.runs.programs.RunPrograms;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.RunPlanner;
import dev.cairn.spec.RunSpec;
import dev.cairn.testing.TestDatabase;
import java.util.HashMap;
import java.util.Map;

/**
 * The runs of other methods after a {@link FinishedRun}, by name, as the control plane starts them.
 *
 * @param runs their ids
 */
record FinishedMethods(TestDatabase database, Map<String, RunId> runs) {
    /** @param overrides overrides of the settings */
    static FinishedMethods make(Map<String, ?> overrides) throws InterruptedException {
        return make(ScriptedWorld.create(), overrides);
    }

    static FinishedMethods make(ScriptedWorld world, Map<String, ?> overrides) throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "hardOnly.enabled",
                false,
                "methods.soarPq",
                true,
                "methods.groundedT",
                true,
                "methods.realProblems",
                "real",
                "methods.realSample",
                true,
                "methods.realFull",
                true,
                "methods.questions",
                130,
                "methods.steps",
                14,
                "methods.syntheticSteps",
                6,
                "methods.warmupSteps",
                3));
        settings.putAll(overrides);
        RunId soar = world.claimSoarAfterStudent(settings);
        storeProblems(world.database());
        storeRealProblems(world.database());
        world.runSoar(soar);
        RunPrograms programs = world.runs().get(RunPrograms.class);
        Map<String, RunId> runs = new HashMap<>();
        long expected = RunPlanner.plan(world.runs().order(soar).spec()).stream()
                .filter(run -> run.kind() == RunKind.SAMPLE || run.kind() == RunKind.TRAIN)
                .count();
        while (runs.size() < expected) {
            RunId run = world.runs().claimNext();
            ClaimedRun order = world.runs().order(run);
            if (!(order.plan() instanceof RunSpec.Evaluate)) {
                programs.run(order, world.context(run));
                runs.put(world.runs().store().run(run).orElseThrow().name(), run);
            }
            world.runs().complete(run);
        }
        return new FinishedMethods(world.database(), Map.copyOf(runs));
    }

    /** The script's problems, so that they have the answers that rewards follow from. */
    static void storeProblems(TestDatabase database) {
        int ordinal = 1_000_000;
        for (Problem problem : ScriptedWorld.PROBLEMS) {
            database.execute("insert into problem (problem_set_id, ordinal, id, question, answer)"
                    + " select problem_set_id, " + ordinal++ + ", '" + problem.id() + "', '" + problem.question()
                    + "', '" + problem.answer()
                    + "' from experiment on conflict (problem_set_id, id)"
                    + " do update set question = excluded.question, answer = excluded.answer");
        }
    }

    /** Another problem set, one of whose problems is in the hard set. */
    private static void storeRealProblems(TestDatabase database) {
        database.asOwner("""
                with added as (
                    insert into problem_set (name, sha256, source, problems, format, comparison)
                    values ('real', 'real', 'upload', 201, 'CAIRN', 'MATHS') returning id),
                problems as (
                    insert into problem (problem_set_id, ordinal, id, question, answer)
                    select id, i, 'r' || i, 'What is ' || i || ' + 7?', (i + 7)::text from added, generate_series(0, 199) i
                    union all
                    select a.id, 200, 'known', '  ' || p.question || ' ', p.answer
                    from added a, experiment e join problem p on p.problem_set_id = e.problem_set_id
                    where p.id = '%s')
                update experiment set real_problem_set_id = (select id from added)""".formatted(ScriptedWorld.PROBLEMS.getFirst().id()));
    }

    RunId run(String name) {
        RunId run = runs.get(name);
        if (run == null) {
            throw new IllegalStateException("no run named " + name + " in " + runs.keySet());
        }
        return run;
    }
}
