package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void withoutWarmUpItFallsFromThePeakAlongACosine() {
        Schedule schedule = new Schedule(1e-4, 0, 4);
        assertThat(schedule.at(0)).isEqualTo(1e-4);
        assertThat(schedule.at(1)).isCloseTo(1e-4 * (2 + Math.sqrt(2)) / 4, within(1e-18)); // cos(pi/4)
        assertThat(schedule.at(2)).isCloseTo(0.5e-4, within(1e-18));
        assertThat(schedule.at(3)).isCloseTo(1e-4 * (2 - Math.sqrt(2)) / 4, within(1e-18));
    }

    @Test
    void warmsUpLinearlyAndReachesThePeakAtItsLastWarmUpStep() {
        Schedule schedule = new Schedule(1, 4, 6);
        assertThat(schedule.at(0)).isEqualTo(0.25);
        assertThat(schedule.at(3)).isEqualTo(1);
        assertThat(schedule.at(4)).isEqualTo(1); // the cosine starts
        assertThat(schedule.at(5)).isCloseTo(0.5, within(1e-15)); // cos(pi/2)
    }

    @Test
    void aWarmUpLongerThanTheRunOnlyRises() {
        assertThat(new Schedule(1, 20, 3).at(2)).isEqualTo(0.15);
    }

    @Test
    void hasNoStepBeyondItsEnd() {
        assertThatThrownBy(() -> new Schedule(1, 0, 3).at(3)).hasMessageContaining("step 3");
        assertThatThrownBy(() -> new Schedule(1, 0, 0)).hasMessageContaining("steps >= 1");
    }
}
