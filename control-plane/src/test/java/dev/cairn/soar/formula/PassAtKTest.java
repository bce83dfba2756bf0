package dev.cairn.soar.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PassAtKTest {
    @Test
    void isOneMinusTheShareOfAllWrongSubsets() {
        // n=4, c=1, k=2: C(3,2)/C(4,2) = 3/6
        assertThat(PassAtK.estimate(4, 1, 2)).isCloseTo(0.5, within(1e-15));
        // n=5, c=2, k=3: C(3,3)/C(5,3) = 1/10
        assertThat(PassAtK.estimate(5, 2, 3)).isCloseTo(0.9, within(1e-15));
        // k=1 is the share of right samples
        assertThat(PassAtK.estimate(32, 3, 1)).isCloseTo(3 / 32.0, within(1e-15));
    }

    @Test
    void itsEndsAreExact() {
        assertThat(PassAtK.estimate(128, 0, 32)).isZero();
        assertThat(PassAtK.estimate(128, 128, 1)).isOne();
        assertThat(PassAtK.estimate(32, 1, 32)).isOne();
    }

    @Test
    void moreDrawsThanSamplesAreRefused() {
        assertThatThrownBy(() -> PassAtK.estimate(4, 1, 5)).hasMessageContaining("n=4, c=1, k=5");
        assertThatThrownBy(() -> PassAtK.estimate(4, 5, 1)).hasMessageContaining("c=5");
        assertThatThrownBy(() -> PassAtK.estimate(4, 1, 0)).hasMessageContaining("k=0");
    }
}
