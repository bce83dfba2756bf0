package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult.Trial;
import dev.cairn.settings.BeyondSettings;
import dev.cairn.settings.EarlyStopSettings;
import dev.cairn.settings.RacingSettings;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import dev.cairn.soar.fakes.InMemoryJournal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Students of set 0 solve 1 of 8 reward questions at their interim score and 3 in the end, those of set 1 none. */
class EarlyStopTest {
    private static final List<Problem> PROBLEMS = FakeCluster.problems(SmallSettings.REWARD_QUESTIONS);

    private static final FakeScript SCRIPT = new FakeScript() {
        @Override
        public int solved(String origin) {
            String[] parts = origin.split("/", -1);
            boolean ofSet0 = parts[0].equals("t") && parts[3].equals("0");
            return !ofSet0 ? 0 : origin.contains("/version/") ? 1 : 3;
        }
    };

    private final InMemoryJournal journal = new InMemoryJournal(1);

    private void run(EarlyStopSettings earlyStop) throws InterruptedException {
        SoarSettings settings = SmallSettings.soar(1, 1)
                .with(new BeyondSettings(
                        RacingSettings.defaults(),
                        earlyStop,
                        0,
                        1,
                        BeyondSettings.defaults().referenceCompletion()));
        new SoarRun(new FakeCluster(PROBLEMS, SCRIPT).context(11, journal), settings, PROBLEMS, 2).run();
    }

    private Trial trial(int k) {
        return journal.result(Unit.trial(0, k, 0));
    }

    private Map<Rollout.Purpose, Long> purposes(int k) {
        return journal.rollouts(Unit.trial(0, k, 0)).stream()
                .collect(Collectors.groupingBy(Rollout::purpose, Collectors.counting()));
    }

    @Test
    void aStudentThatHasGainedIsTrainedToTheEndAndScoredAgain() throws Exception {
        run(new EarlyStopSettings(1, 0));
        assertThat(trial(0).steps()).hasSize(2);
        assertThat(trial(0).reward()).as("the final score").isEqualTo(3 / 8.0);
        assertThat(purposes(0)).containsEntry(Rollout.Purpose.INTERIM, 8L).containsEntry(Rollout.Purpose.REWARD, 8L);
        assertThat(journal.rollouts(Unit.trial(0, 0, 0)).stream()
                        .filter(rollout -> rollout.purpose() == Rollout.Purpose.INTERIM && rollout.reward() == 1))
                .hasSize(1);
    }

    @Test
    void aStudentThatHasNotIsStoppedAndKeepsItsInterimScore() throws Exception {
        run(new EarlyStopSettings(1, 0));
        assertThat(trial(1).steps()).hasSize(1);
        assertThat(trial(1).reward()).isZero();
        assertThat(purposes(1)).doesNotContainKey(Rollout.Purpose.INTERIM).containsEntry(Rollout.Purpose.REWARD, 8L);
    }

    @Test
    void whatIsEnoughIsASetting() throws Exception {
        run(new EarlyStopSettings(1, 0.125));
        assertThat(trial(0).steps()).hasSize(1);
        assertThat(trial(0).reward()).isEqualTo(1 / 8.0);
    }

    @Test
    void withoutItNobodyIsScoredTwice() throws Exception {
        run(EarlyStopSettings.defaults());
        assertThat(trial(1).steps()).hasSize(2);
        assertThat(purposes(0)).doesNotContainKey(Rollout.Purpose.INTERIM);
    }
}
