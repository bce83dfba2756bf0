package dev.cairn.soar.formula;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdvantagesTest {
    @Test
    void eachRewardIsComparedWithTheMeanOfTheOthers() {
        // 120 - (0+10+20)/3 = 110; 0 - 150/3 = -50; 10 - 140/3 = -36.67; 20 - 130/3 = -23.33
        assertThat(Advantages.leaveOneOut(new double[] {120, 0, 10, 20}))
                .containsExactly(new double[] {110, -50, 10 - 140 / 3.0, 20 - 130 / 3.0}, within());
    }

    @Test
    void areNotDividedByADeviation() {
        assertThat(Advantages.leaveOneOut(new double[] {1000, 0})).containsExactly(1000, -1000);
    }

    @Test
    void equalRewardsGiveExactZerosDespiteRounding() {
        assertThat(Advantages.leaveOneOut(new double[] {0.1, 0.1, 0.1, 0.1, 0.1, 0.1}))
                .containsOnly(0.0);
    }

    @Test
    void theSmallestRealDifferenceSurvives() {
        assertThat(Advantages.leaveOneOut(new double[] {1 / 1024.0, 0, 0, 0})[0])
                .isEqualTo(1 / 1024.0);
    }

    @Test
    void aLoneRewardTeachesNothing() {
        assertThat(Advantages.leaveOneOut(new double[] {120})).containsExactly(0);
        assertThat(Advantages.leaveOneOut(new double[0])).isEmpty();
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-12);
    }
}
