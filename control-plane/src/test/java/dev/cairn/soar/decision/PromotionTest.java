package dev.cairn.soar.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.UnitResult;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromotionTest {
    private static final double TAU = 0.01;

    @Test
    void aSteadyMeanAboveTauPromotesOnceTheWindowIsFull() {
        Rewards rewards = rewards(set(0.0, 0.25), set(0.25, 0.5)); // R = 0.125, 0.375; Rhat = 0.25
        Promotion second = decide(rewards, List.of(0.25), TAU, 3);
        assertThat(second.window().means()).containsExactly(0.25, 0.25);
        assertThat(second.movingAverage()).isNull();
        assertThat(second.promoted()).isFalse();
        Promotion third = decide(rewards, second.window().means(), TAU, 3);
        assertThat(third.movingAverage()).isEqualTo(0.25);
        assertThat(third.promoted()).isTrue();
    }

    @Test
    void theWindowForgetsAllButTheLastValues() {
        Promotion promotion = decide(rewards(set(0.0)), List.of(-9.0, 0.5, 0.25), TAU, 3);
        assertThat(promotion.window().means()).containsExactly(0.5, 0.25, 0.0);
        assertThat(promotion.movingAverage()).isEqualTo(0.25);
    }

    @Test
    void theGateLooksAtTheMeanOverSetsNotAtTheBestOne() {
        Promotion promotion = decide(rewards(set(0.5), set(-0.5)), List.of(), TAU, 1);
        assertThat(promotion.bestSet()).isZero();
        assertThat(promotion.movingAverage()).isZero();
        assertThat(promotion.promoted()).isFalse();
    }

    @Test
    void reachingTauIsNotExceedingItDespiteRounding() {
        // the mean of these three comes out above 0.1 by rounding
        Rewards rewards = rewards(set(0.1), set(0.1), set(0.1));
        assertThat(rewards.mean()).isGreaterThan(0.1);
        assertThat(decide(rewards, List.of(), 0.1, 1).promoted()).isFalse();
    }

    @Test
    void theMedianRepeatIsTakenNotTheBestOne() {
        assertThat(medianOf(0.5, 0.1, 0.3)).isEqualTo(2);
        assertThat(medianOf(0.25)).isZero();
    }

    @Test
    void ofAnEvenNumberTheLowerMiddleOne() {
        assertThat(medianOf(0.4, 0.1, 0.3, 0.2)).isEqualTo(3);
        assertThat(medianOf(0.2, 0.1)).isEqualTo(1);
    }

    @Test
    void equalMediansGoToTheLowestIndex() {
        assertThat(medianOf(0.5, 0.2, 0.2, 0.2)).isEqualTo(1);
        assertThat(medianOf(0.3, 0.1 + 0.2, 0.5)).as("0.1 + 0.2 is 0.3").isZero();
    }

    @Test
    void equalSetsGoToTheLowestIndexDespiteRounding() {
        Rewards rewards = rewards(set(0.0), set(0.3), set(0.1 + 0.2));
        assertThat(rewards.perSet().get(2)).isGreaterThan(rewards.perSet().get(1));
        assertThat(decide(rewards, List.of(), TAU, 1).bestSet()).isEqualTo(1);
    }

    @Test
    void trialsAreArrangedByTheirIndicesNotByArrival() {
        List<UnitResult.Trial> trials = List.of(trial(1, 1, 4), trial(0, 1, 2), trial(1, 0, 3), trial(0, 0, 1));
        assertThat(Rewards.of(trials, 2).trials()).containsExactly(List.of(1.0, 2.0), List.of(3.0, 4.0));
    }

    /** @param earlier values of R̂ since the last promotion, oldest first */
    private static Promotion decide(Rewards rewards, List<Double> earlier, double tau, int window) {
        QuestionGains none = QuestionGains.of(List.of(trial(0, 0, 0)), List.of(), 1);
        return Promotion.decide(rewards, none, new Window(earlier, List.of()), new Gate(tau, window, 0), 1);
    }

    private static int medianOf(double... repeats) {
        return decide(rewards(repeats), List.of(), TAU, 1).medianRepeat();
    }

    private static Rewards rewards(double[]... sets) {
        return new Rewards(Arrays.stream(sets)
                .map(set -> Arrays.stream(set).boxed().toList())
                .toList());
    }

    private static double[] set(double... rewards) {
        return rewards;
    }

    private static UnitResult.Trial trial(int k, int j, double reward) {
        Checkpoint student = new Checkpoint(new PolicyRef(StorageRoot.DURABLE, "p", "s"), 0);
        return new UnitResult.Trial(k, j, student.policy(), student, List.of(), List.of(), reward);
    }
}
