package dev.cairn.fidelity;

import dev.cairn.experiments.ClaimedRun;
import dev.cairn.grading.AnswerComparison;
import dev.cairn.grading.AnswerGrading;
import dev.cairn.ids.RunId;
import dev.cairn.ports.Problem;
import dev.cairn.settings.TrainSettings;
import dev.cairn.soar.RunContext;
import dev.cairn.soar.SoarOutcome;
import dev.cairn.soar.SoarRun;
import dev.cairn.soar.TrainRun;
import dev.cairn.soar.TrainingQuestions;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestRuns;
import dev.cairn.testing.TinyExperiment;
import java.util.List;
import java.util.Map;

/** The {@link VariedScript} with the real journal and a real database. */
record ScriptedWorld(TestDatabase database, TestRuns runs, FakeCluster cluster) {
    static final List<Problem> PROBLEMS = FakeCluster.problems(12);

    static ScriptedWorld create() {
        return create(new VariedScript(true));
    }

    static ScriptedWorld create(FakeScript script) {
        TestDatabase database = TestDatabase.empty();
        return new ScriptedWorld(database, new TestRuns(database), new FakeCluster(PROBLEMS, script));
    }

    /** @param overrides overrides of the settings; the run is always small */
    RunId claimSoar(Map<String, ?> overrides) {
        return claimSoar(overrides, screen -> {});
    }

    /** The same after a screening that has left its student, for runs that ask it. */
    RunId claimSoarAfterStudent(Map<String, ?> overrides) {
        return claimSoar(overrides, this::makeStudent);
    }

    private RunId claimSoar(Map<String, ?> overrides, TestRuns.Work screening) {
        TinyExperiment experiment = TinyExperiment.chains()
                .with("seed", 5)
                .with("soar.teacher.warmup", 2)
                .outer(10, 3, 3, 2)
                .rewardQuestions(8)
                .window(2)
                .inner(2, 1, 4)
                .batches(4, 4)
                .with(overrides);
        return runs.claimSoar(experiment, PROBLEMS.stream().map(Problem::id).toList(), screening);
    }

    /** Student v0 of a screening, as a training of no steps leaves it. */
    private void makeStudent(RunId screen) throws InterruptedException {
        new TrainRun(
                        context(screen),
                        TrainSettings.of(0, 0),
                        runs.order(screen).spec().soar(),
                        new TrainingQuestions.Throughout(PROBLEMS))
                .run();
    }

    SoarOutcome runSoar(RunId run) throws InterruptedException {
        SoarOutcome outcome = new SoarRun(context(run), runs.order(run).spec().soar(), PROBLEMS, 3).run();
        runs.complete(run);
        return outcome;
    }

    RunContext context(RunId run) {
        ClaimedRun order = runs.order(run);
        return new RunContext(
                order.seed(),
                cluster.generator(),
                cluster.trainer(),
                new AnswerGrading(
                        new VariedScript.SlowGrader(cluster.grader()),
                        order.spec().grading(),
                        AnswerComparison.MATHS),
                runs.journal(run),
                cluster.completionFiles(),
                order.spec().prompts().twoTurns().enabled() ? FakeCluster.TWO_TURNS : FakeCluster.PROMPTS);
    }
}
