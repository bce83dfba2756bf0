package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.BeyondSettings;
import dev.cairn.settings.EarlyStopSettings;
import dev.cairn.settings.EvaluateSettings;
import dev.cairn.settings.RacingSettings;
import dev.cairn.settings.SampleSettings;
import dev.cairn.settings.ScreenSettings;
import dev.cairn.settings.SoarSettings;
import dev.cairn.settings.TrainSettings;
import dev.cairn.soar.fakes.Calls;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import dev.cairn.soar.fakes.InMemoryJournal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run that dies at any point and is taken over ends like an undisturbed one. */
class ReplayTest {
    private static final List<Problem> PROBLEMS = FakeCluster.problems(12);

    /** One kind of run, as a test starts it. */
    private interface Kind {
        void run(RunContext context) throws InterruptedException;
    }

    private static final Kind SOAR = context -> new SoarRun(context, SmallSettings.soar(3, 2), PROBLEMS, 1).run();
    private static final Kind SCREEN = context ->
            new ScreenRun(context, new ScreenSettings(3, 5, false), SmallSettings.soar(1, 1), PROBLEMS).run();
    private static final Kind TRAIN = context -> new TrainRun(
                    context,
                    new TrainSettings(7, 3, 2),
                    SmallSettings.soar(1, 1),
                    new TrainingQuestions.Throughout(PROBLEMS))
            .run();

    private static final Kind CURRICULUM = context -> new TrainRun(
                    context,
                    new TrainSettings(7, 3, 2),
                    SmallSettings.soar(1, 1),
                    new TrainingQuestions.Curriculum(PROBLEMS.subList(0, 5), 4, PROBLEMS.subList(5, 12)))
            .run();
    private static final Kind SAMPLE = context -> {
        Checkpoint teacher = new InitialPolicies(context, SmallSettings.soar(1, 1)).student();
        new SampleRun(context, new SampleSettings(7, 2), SmallSettings.soar(1, 1), teacher).run();
    };

    @Test
    void stoppedScreeningSurvivesDeath() throws Exception {
        Kind stopping = context ->
                new ScreenRun(context, new ScreenSettings(9, 5, true), SmallSettings.soar(1, 1), PROBLEMS).run();
        survivesDeathAroundEveryCommit(stopping);
        survivesDeathAtEveryCall(stopping);
    }

    @Test
    void soarSurvivesDeathAroundEveryCommit() throws Exception {
        survivesDeathAroundEveryCommit(SOAR);
    }

    @Test
    void soarSurvivesDeathAtEveryCallToItsPorts() throws Exception {
        survivesDeathAtEveryCall(SOAR);
    }

    @Test
    void aRaceWithEarlyStopsSurvivesDeath() throws Exception {
        SoarSettings settings = SmallSettings.soar(3, 2)
                .with(new BeyondSettings(new RacingSettings(1, 0.8, 0.13), new EarlyStopSettings(1, 0), 0.6, 0.9));
        Kind racing = context -> new SoarRun(context, settings, PROBLEMS, 1).run();
        InMemoryJournal journal = new InMemoryJournal(1);
        new SoarRun(cluster().context(5, journal), settings, PROBLEMS, 3).run();
        List<UnitResult.Trial> trials = journal.units().stream()
                .filter(unit -> unit.kind().equals(Unit.TRIAL))
                .map(unit -> (UnitResult.Trial) journal.result(unit))
                .toList();
        assertThat(trials).as("some of 18 students are spared").hasSizeBetween(6, 17);
        assertThat(trials.stream().map(trial -> trial.steps().size()).distinct())
                .as("some stop early, others do not")
                .hasSizeGreaterThan(1);
        survivesDeathAroundEveryCommit(racing);
        survivesDeathAtEveryCall(racing);
    }

    @Test
    void screeningSurvivesDeath() throws Exception {
        survivesDeathAroundEveryCommit(SCREEN);
        survivesDeathAtEveryCall(SCREEN);
    }

    @Test
    void trainingSurvivesDeath() throws Exception {
        survivesDeathAroundEveryCommit(TRAIN);
        survivesDeathAtEveryCall(TRAIN);
        survivesDeathAroundEveryCommit(CURRICULUM);
        survivesDeathAtEveryCall(CURRICULUM);
    }

    @Test
    void samplingQuestionsSurvivesDeath() throws Exception {
        survivesDeathAroundEveryCommit(SAMPLE);
        survivesDeathAtEveryCall(SAMPLE);
    }

    @Test
    void choosingAndEvaluatingAPromotedStudentSurvivesDeath() throws Exception {
        EvaluateSettings once = EvaluateSettings.last(4, 5, 2);
        EvaluateSettings twice = new EvaluateSettings(
                once.samples(),
                once.problems(),
                once.blockProblems(),
                2,
                EvaluateSettings.Promoted.BEST_ON_TRAIN,
                once.checkpoints(),
                once.window());
        Kind evaluation = context -> {
            SoarSettings settings = SmallSettings.soar(1, 1);
            PolicyRef student = new InitialPolicies(context, settings).student().policy();
            List<PromotedChoice.Candidate> candidates =
                    List.of(new PromotedChoice.Candidate(1, student), new PromotedChoice.Candidate(4, student));
            PolicyRef chosen = new PromotedChoice(context, settings, candidates, PROBLEMS.subList(5, 12)).run();
            new EvaluateRun(
                            context,
                            twice,
                            settings,
                            List.of(new EvaluateRun.Version(0, chosen)),
                            PROBLEMS.subList(0, 5))
                    .run();
        };
        survivesDeathAroundEveryCommit(evaluation);
        survivesDeathAtEveryCall(evaluation);
    }

    @Test
    void aFinishedRunIsReplayedWithoutAskingAnybody() throws Exception {
        FakeCluster cluster = cluster();
        InMemoryJournal journal = new InMemoryJournal(1);
        SoarOutcome first = new SoarRun(cluster.context(5, journal), SmallSettings.soar(3, 2), PROBLEMS, 1).run();
        int calls = cluster.calls().made();
        SoarOutcome second =
                new SoarRun(cluster.context(5, journal.takenOver()), SmallSettings.soar(3, 2), PROBLEMS, 1).run();
        assertThat(second).isEqualTo(first);
        assertThat(cluster.calls().made()).isEqualTo(calls);
    }

    private static void survivesDeathAroundEveryCommit(Kind kind) throws InterruptedException {
        InMemoryJournal undisturbed = new InMemoryJournal(1);
        kind.run(cluster().context(5, undisturbed));
        Map<String, String> expected = undisturbed.comparable();
        assertThat(undisturbed.units()).hasSizeGreaterThan(3);
        for (Unit<?> unit : undisturbed.units()) {
            for (InMemoryJournal.Moment moment : InMemoryJournal.Moment.values()) {
                FakeCluster cluster = cluster();
                InMemoryJournal journal = new InMemoryJournal(1);
                journal.dieAt(unit, moment);
                assertThatThrownBy(() -> kind.run(cluster.context(5, journal))).isInstanceOf(Calls.Killed.class);
                InMemoryJournal next = journal.takenOver();
                kind.run(cluster.context(5, next));
                assertThat(next.comparable()).as("%s %s", unit, moment).isEqualTo(expected);
            }
        }
    }

    private static void survivesDeathAtEveryCall(Kind kind) throws InterruptedException {
        InMemoryJournal undisturbed = new InMemoryJournal(1);
        FakeCluster counting = cluster();
        kind.run(counting.context(5, undisturbed));
        Map<String, String> expected = undisturbed.comparable();
        int stride = Math.max(1, counting.calls().made() / 60);
        for (int call = 0; call < counting.calls().made(); call += stride) {
            FakeCluster cluster = cluster();
            InMemoryJournal journal = new InMemoryJournal(1);
            cluster.calls().killAtCall(call);
            assertThatThrownBy(() -> kind.run(cluster.context(5, journal))).isInstanceOf(Calls.Killed.class);
            cluster.calls().revive();
            InMemoryJournal next = journal.takenOver();
            kind.run(cluster.context(5, next));
            assertThat(next.comparable()).as("call %d", call).isEqualTo(expected);
        }
    }

    private static FakeCluster cluster() {
        return new FakeCluster(PROBLEMS, new FakeScript() {
            @Override
            public boolean sampledRight(String prompt, long draw) {
                return draw % 7 == 0;
            }
        });
    }
}
