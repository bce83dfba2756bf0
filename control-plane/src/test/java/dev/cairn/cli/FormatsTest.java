package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.submissions.TimeEstimate;
import org.junit.jupiter.api.Test;

class FormatsTest {
    @Test
    void anExpectedTimeIsARangeWithWhatItRestsOn() {
        assertThat(Formats.expected(new TimeEstimate(350.0, 7300.0, 0.0, 0.0, 4, "4 earlier runs")))
                .contains("cairn: it should take 6 min to 2 h 2 min, from 4 earlier runs");
    }

    @Test
    void nothingIsExpectedWhereNoRunIsComparable() {
        assertThat(Formats.expected(new TimeEstimate(null, null, null, null, 0, "no soar run")))
                .isEmpty();
    }
}
