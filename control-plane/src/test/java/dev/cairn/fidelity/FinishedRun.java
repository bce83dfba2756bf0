package dev.cairn.fidelity;

import dev.cairn.experiments.ClaimedRun;
import dev.cairn.grading.AnswerComparison;
import dev.cairn.grading.AnswerGrading;
import dev.cairn.ids.RunId;
import dev.cairn.ports.Problem;
import dev.cairn.soar.RunContext;
import dev.cairn.soar.SoarOutcome;
import dev.cairn.soar.SoarRun;
import dev.cairn.soar.fakes.Calls;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestRuns;
import dev.cairn.testing.TinyExperiment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A SOAR run in the {@link VariedScript}, through the real journal into the real database.
 *
 * @param outcome what the algorithm returned
 * @param calls the calls to engine and trainer
 * @param texts the stored completions, by {@code unit/ordinal}
 */
public record FinishedRun(
        TestDatabase database, RunId run, SoarOutcome outcome, Calls calls, Map<String, String> texts) {
    private static final List<Problem> PROBLEMS = FakeCluster.problems(12);

    /** @param overrides overrides of the settings; the run is always small */
    public static FinishedRun make(Map<String, ?> overrides) throws InterruptedException {
        TestDatabase database = TestDatabase.empty();
        TestRuns runs = new TestRuns(database);
        TinyExperiment experiment = TinyExperiment.chains()
                .with("seed", 5)
                .with("soar.teacher.warmup", 2)
                .outer(10, 3, 3, 2)
                .rewardQuestions(8)
                .window(2)
                .inner(2, 1, 4)
                .batches(4, 4)
                .with(overrides);
        RunId run =
                runs.claimSoar(experiment, PROBLEMS.stream().map(Problem::id).toList());
        ClaimedRun order = runs.order(run);
        FakeCluster cluster = new FakeCluster(PROBLEMS, new VariedScript());
        RunContext context = new RunContext(
                order.seed(),
                cluster.generator(),
                cluster.trainer(),
                new AnswerGrading(
                        new VariedScript.SlowGrader(cluster.grader()),
                        order.spec().grading(),
                        AnswerComparison.MATHS),
                runs.journal(run),
                cluster.completionFiles(),
                FakeCluster.PROMPTS);
        SoarOutcome outcome = new SoarRun(context, order.spec().soar(), PROBLEMS, 3).run();
        runs.complete(run);
        Map<String, String> texts = new HashMap<>();
        for (String text : database.query("select unit || '/' || ordinal || ' ' || text from rollout_text")) {
            texts.put(text.substring(0, text.indexOf(' ')), text.substring(text.indexOf(' ') + 1));
        }
        return new FinishedRun(database, run, outcome, cluster.calls(), texts);
    }

    List<String> query(String query) {
        return database.query(query);
    }
}
