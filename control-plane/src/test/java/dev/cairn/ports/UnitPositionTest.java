package dev.cairn.ports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitPositionTest {
    @Test
    void aTrialIsInAnOuterStepASetAndARepeat() {
        assertThat(UnitPosition.of("t/3/trial/1/0")).isEqualTo(new UnitPosition("trial", 3, 1, 0, null));
        assertThat(UnitPosition.of("t/3/learnability/1")).isEqualTo(new UnitPosition("learnability", 3, 1, null, null));
        assertThat(UnitPosition.of(Unit.teach(2))).isEqualTo(new UnitPosition("teach", 2, null, null, null));
    }

    @Test
    void aBlockHasAnIndexAndAUnitOfTheWholeRunOnlyItsKind() {
        assertThat(UnitPosition.of("screen/5")).isEqualTo(new UnitPosition("screen", null, null, null, 5));
        assertThat(UnitPosition.of("init")).isEqualTo(new UnitPosition("init", null, null, null, null));
    }

    @Test
    void whatARunWaitsForBetweenItsUnitsIsAKindToo() {
        assertThat(UnitPosition.of("connect")).isEqualTo(new UnitPosition("connect", null, null, null, null));
    }
}
