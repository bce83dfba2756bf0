package dev.cairn.soar.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.RacingSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Outcomes are written as one character per reward question: {@code +} gained, {@code -} lost, {@code .} as before. */
class RaceTest {
    private static final Gate NEVER = new Gate(1, 3, 0);

    @Test
    void aSetThatIsSurelyBestNeedsNoOtherStudent() {
        assertThat(race(0, NEVER, "++++++++", "........", "+.......")).isEmpty();
    }

    @Test
    void setsThatMayBeBestStayInTheRaceWithTheBestOne() {
        assertThat(race(0, NEVER, "........", "++++++..", "..++++++")).containsExactly(1, 2);
    }

    @Test
    void aSetLeavesItIfItsLeadIsWithinTheMargin() {
        assertThat(race(0, NEVER, "++++....", "...++++.")).containsExactly(0, 1);
        assertThat(race(1, NEVER, "++++....", "...++++.")).isEmpty();
    }

    @Test
    void equalOutcomesDecideNothingUnlessTheMarginIsAQuestion() {
        assertThat(race(0, NEVER, "........", "........", "........")).containsExactly(0, 1, 2);
        assertThat(race(0, NEVER, "+.......", "........"))
                .as("one lucky answer")
                .containsExactly(0, 1);
        assertThat(race(0.13, NEVER, "........", "........", "........")).isEmpty();
    }

    @Test
    void allStayWhileThePromotionIsInDoubt() {
        String[] sets = {"++++....", "........", "........"}; // mean 0.17, 0.08 to 0.25 with 90 % on each side
        assertThat(race(0, new Gate(0.2, 1, 0), sets)).containsExactly(0, 1, 2);
        assertThat(race(0, new Gate(0.3, 1, 0), sets)).as("surely closed").isEmpty();
        assertThat(race(0, new Gate(0.05, 1, 0), sets)).as("surely open").containsExactly(0);
        assertThat(race(0, new Gate(0.05, 1, 0.99), sets))
                .as("open with 90 %, but 99 % is asked for")
                .containsExactly(0, 1, 2);
    }

    @Test
    void theBestSetGetsAllItsStudentsIfOneIsToBePromoted() {
        assertThat(race(0, new Gate(0.1, 1, 0), "++++++++", "++......"))
                .as("surely open")
                .containsExactly(0);
        assertThat(race(0, new Gate(0.1, 2, 0), "++++++++", "++......"))
                .as("the window is not full")
                .isEmpty();
    }

    @Test
    void aSeedDecidesTheIntervals() {
        QuestionGains gains = gains("++......", ".+++....", "..+.....");
        Race race = new Race(new RacingSettings(1, 0.8, 0), NEVER);
        assertThat(race.undecided(gains, Window.EMPTY, 7)).isEqualTo(race.undecided(gains, Window.EMPTY, 7));
    }

    @Test
    void aConfidencePromotesOnlyWhatItsLowerBoundShows() {
        QuestionGains gains = gains("++......", "........");
        Rewards rewards = new Rewards(List.of(List.of(0.25), List.of(0.0)));
        Promotion plain = Promotion.decide(rewards, gains, Window.EMPTY, new Gate(0.01, 1, 0), 5);
        assertThat(plain.promoted()).isTrue();
        assertThat(plain.lowerBound()).isNull();
        // No gain is drawn in 0.75^8 = 10 % of the resamples, one in 27 %.
        Promotion likely = Promotion.decide(rewards, gains, Window.EMPTY, new Gate(0.01, 1, 0.8), 5);
        assertThat(likely.lowerBound()).isEqualTo(0.0625);
        assertThat(likely.promoted()).isTrue();
        Promotion sure = Promotion.decide(rewards, gains, Window.EMPTY, new Gate(0.01, 1, 0.95), 5);
        assertThat(sure.lowerBound()).isZero();
        assertThat(sure.movingAverage()).isEqualTo(0.125);
        assertThat(sure.promoted()).isFalse();
    }

    @Test
    void theLowerBoundIsOfAllStepsOfTheWindow() {
        QuestionGains gains = gains("++......", "........");
        Window earlier = Window.EMPTY.after(0.5, gains("++++....", "++++...."), 2);
        Rewards rewards = new Rewards(List.of(List.of(0.25), List.of(0.0)));
        Promotion promotion = Promotion.decide(rewards, gains, earlier, new Gate(0.01, 2, 0.95), 5);
        assertThat(promotion.movingAverage()).isEqualTo(0.3125);
        assertThat(promotion.lowerBound()).isBetween(0.1, 0.25);
        assertThat(promotion.promoted()).isTrue();
    }

    @Test
    void standardisedRewardsHaveMeanZeroAndDeviationOne() {
        assertThat(Rewards.standardised(List.of(0.1, 0.2, 0.3))).satisfies(values -> {
            assertThat(values.get(0)).isCloseTo(-1, within(1e-12));
            assertThat(values.get(1)).isCloseTo(0, within(1e-12));
            assertThat(values.get(2)).isCloseTo(1, within(1e-12));
        });
        assertThat(Rewards.standardised(List.of(0.1, 0.1, 0.1))).containsOnly(0.0);
    }

    private static List<Integer> race(double margin, Gate gate, String... sets) {
        return new Race(new RacingSettings(1, 0.9, margin), gate).undecided(gains(sets), Window.EMPTY, 3);
    }

    private static QuestionGains gains(String... sets) {
        int questions = sets[0].length();
        // The baseline solves what any student loses.
        List<Boolean> baseline = new ArrayList<>(Collections.nCopies(questions, false));
        for (String set : sets) {
            IntStream.range(0, questions).filter(q -> set.charAt(q) == '-').forEach(q -> baseline.set(q, true));
        }
        List<UnitResult.Trial> trials = new ArrayList<>();
        for (int k = 0; k < sets.length; k++) {
            String set = sets[k];
            trials.add(trial(
                    k,
                    IntStream.range(0, questions)
                            .mapToObj(q -> set.charAt(q) == '+' || (set.charAt(q) == '.' && baseline.get(q)))
                            .toList()));
        }
        return QuestionGains.of(trials, baseline, sets.length);
    }

    private static UnitResult.Trial trial(int k, List<Boolean> correct) {
        Checkpoint student = new Checkpoint(new PolicyRef(StorageRoot.DURABLE, "p", "s"), 0);
        return new UnitResult.Trial(k, 0, student.policy(), student, List.of(), correct, 0);
    }
}
