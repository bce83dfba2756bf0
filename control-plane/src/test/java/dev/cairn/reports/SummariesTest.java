package dev.cairn.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.experiments.Experiment;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.reports.ExperimentSummary.PolicyResult;
import dev.cairn.results.ResultReader;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestJson;
import dev.cairn.testing.TestRuns;
import dev.cairn.testing.TestUnits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummariesTest {
    private final TestRuns runs = new TestRuns(TestDatabase.empty());
    private final Summaries summaries = new Summaries(new ResultReader(runs.jdbc()), TestJson.MAPPER);

    @Test
    void retriesAndRestartsReplaceWhatTheyRepeat() throws Exception {
        Experiment experiment = runs.submit(Map.of(
                "soar.outer.sets", TestUnits.SETS,
                "soar.outer.questions", TestUnits.QUESTIONS,
                "soar.outer.repeats", TestUnits.REPEATS,
                "hardOnly.enabled", false));
        screen("p0", "p1");
        RunId failed = runs.claimNext();
        outerStep(failed, 0, 1);
        runs.fail(failed);
        evaluate("p1", 1);
        assertThat(summary(experiment.id()).promotions()).isEqualTo(1);

        runs.control().retry(failed);
        RunId retried = runs.claimNext();
        outerStep(retried, 1, 2);
        runs.complete(retried);
        evaluate("p1", 16);
        ExperimentSummary afterRetry = summary(experiment.id());
        assertThat(afterRetry.promotions()).as("the retry inherits the first").isEqualTo(2);
        assertThat(afterRetry.policies())
                .extracting(PolicyResult::name, PolicyResult::steps, PolicyResult::optimizerSteps)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("base", 0, 0),
                        org.assertj.core.groups.Tuple.tuple("promoted", 4, 10));
        assertThat(afterRetry.notes()).isEmpty();

        runs.control().restart(named(experiment.id(), "screen"));
        assertThat(summary(experiment.id()).policies()).isEmpty();
        screen("p1", "p0");
        // A restart queues the evaluation of the base first.
        evaluate("p0", 2);
        assertThat(summary(experiment.id()).policies())
                .extracting(PolicyResult::name)
                .containsExactly("base");
        RunId restarted = runs.claimNext();
        put(restarted, Unit.init(), TestUnits.initial("run" + restarted));
        runs.complete(restarted);
        evaluate("p0", 2);
        ExperimentSummary afterRestart = summary(experiment.id());
        assertThat(afterRestart.promotions()).isZero();
        assertThat(afterRestart.policies()).extracting(PolicyResult::name).containsExactly("base", "promoted");
        assertThat(afterRestart.notes()).singleElement().asString().startsWith("No student was promoted");
    }

    @Test
    void aSummarySaysHowManyOfTheHeldOutProblemsWereEvaluated() throws Exception {
        Experiment experiment = runs.submit(Map.of("evaluate.problems", 1, "hardOnly.enabled", false));
        RunId screen = runs.claimNext();
        put(screen, Unit.split(), new UnitResult.Split(List.of("p0"), List.of("p1", "p2", "p3"), 4, 0));
        runs.complete(screen);
        runs.control().cancel(named(experiment.id(), "soar"));
        evaluate("p1", 3);
        assertThat(summary(experiment.id()).notes())
                .containsExactly("Evaluated on the first 1 of the 3 held-out problems, in their random order"
                        + " (evaluate.problems is 1).");
    }

    @Test
    void aChosenStudentHasTheStepsOfItsPromotionAndIsNamedWithAllScores() throws Exception {
        Experiment experiment = runs.submit(Map.of(
                "soar.outer.sets",
                TestUnits.SETS,
                "soar.outer.questions",
                TestUnits.QUESTIONS,
                "soar.outer.repeats",
                TestUnits.REPEATS,
                "evaluate.promoted",
                "BEST_ON_TRAIN",
                "evaluate.inferenceSeeds",
                2,
                "hardOnly.enabled",
                false));
        screen("p0", "p1");
        RunId soar = runs.claimNext();
        outerStep(soar, 0, 1);
        outerStep(soar, 1, 2);
        outerStep(soar, 2, 3);
        runs.complete(soar);
        evaluate("p1", 1);
        RunId evaluation = runs.claimNext();
        for (int t = 0; t < 3; t++) {
            put(
                    evaluation,
                    Unit.candidate(t),
                    new UnitResult.Candidate(t, student(soar, t).policy(), List.of("p0", "p2"), List.of(true, t == 1)));
        }
        put(evaluation, Unit.choose(), new UnitResult.Choice(1, student(soar, 1).policy()));
        for (int seed = 0; seed < 2; seed++) {
            put(
                    evaluation,
                    Unit.evaluate(seed),
                    new UnitResult.Evaluated(
                            0, seed, List.of(new UnitResult.ProblemScore("p1", 32, 8 + 16 * seed, 0))));
        }
        put(evaluation, Unit.total(), new UnitResult.Total(Map.of(1, 0.5), Map.of(1, 0.25), 1, 32, 0));
        runs.complete(evaluation);

        ExperimentSummary summary = summary(experiment.id());
        PolicyResult promoted = summary.policies().getLast();
        assertThat(promoted.promotedIn()).isEqualTo(1);
        assertThat(promoted.steps())
                .as("two steps for each promotion up to that one")
                .isEqualTo(4);
        assertThat(promoted.optimizerSteps()).isEqualTo(10);
        assertThat(promoted.passAtK().get(1)).as("8 and 24 of 32").isCloseTo(0.5, within(1e-12));
        assertThat(promoted.deviations()).containsExactly(Map.entry(1, 0.25));
        assertThat(summary.policies().getFirst().promotedIn()).isNull();
        assertThat(summary.policies().getFirst().deviations()).isEmpty();
        assertThat(summary.notes())
                .containsExactly(
                        "promoted is the student of outer step 1, the best of 3 promoted by greedy answers to the 2"
                                + " problems of the train half, which are reward questions too: 1 solved (outer step 0),"
                                + " 2 solved (outer step 1), 1 solved (outer step 2).",
                        "Scores are means over 2 inference seeds, with a standard deviation over them at pass@1 of 25.0 %"
                                + " (promoted).");
    }

    private Checkpoint student(RunId soar, int t) {
        return TestUnits.trial("run" + soar, t, 0, 1).student();
    }

    private void screen(String train, String test) throws InterruptedException {
        RunId screen = runs.claimNext();
        put(screen, Unit.split(), new UnitResult.Split(List.of(train), List.of(test), 2, 0));
        runs.complete(screen);
    }

    private void evaluate(String problem, int correct) throws InterruptedException {
        RunId run = runs.claimNext();
        put(
                run,
                Unit.evaluate(0),
                new UnitResult.Evaluated(0, 0, List.of(new UnitResult.ProblemScore(problem, 32, correct, 0))));
        runs.complete(run);
    }

    /** Promotes one more student. */
    private void outerStep(RunId run, int t, int promotions) throws InterruptedException {
        String at = "run" + run;
        if (t == 0) {
            put(run, Unit.init(), TestUnits.initial(at));
        }
        put(run, Unit.write(t), TestUnits.written(at, t));
        put(run, Unit.baseline(t), TestUnits.baseline());
        for (int k = 0; k < TestUnits.SETS; k++) {
            for (int j = 0; j < TestUnits.REPEATS; j++) {
                put(run, Unit.trial(t, k, j), TestUnits.trial(at, t, k, j));
            }
        }
        put(run, Unit.promote(t), TestUnits.decision(student(run, t), promotions));
        put(run, Unit.teach(t), TestUnits.taught(at, t));
    }

    private <R extends UnitResult> void put(RunId run, Unit<R> unit, R result) throws InterruptedException {
        runs.journal(run).once(unit, attempt -> Journal.Output.of(result));
    }

    private RunId named(ExperimentId experiment, String name) {
        return runs.store().runNamed(experiment, name).orElseThrow();
    }

    private ExperimentSummary summary(ExperimentId experiment) {
        return summaries.of(runs.store().find(experiment).orElseThrow());
    }
}
