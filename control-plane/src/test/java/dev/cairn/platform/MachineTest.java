package dev.cairn.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void theDeviceThatWasDecidedAtTheSetUpCounts() {
        assertThat(Machine.used(null, 2)).isEqualTo(2);
        assertThat(Machine.used("gpu", 2)).isEqualTo(2);
        assertThat(Machine.used("cpu", 2)).isZero();
        assertThatThrownBy(() -> Machine.used("tpu", 2)).hasMessageContaining("cpu or gpu");
    }
}
