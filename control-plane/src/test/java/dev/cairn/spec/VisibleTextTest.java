package dev.cairn.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VisibleTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"chains, 3 sets", "Überblick", "数学", "می‌خواهم", "👩‍🔬 run", "a\u00a0b"})
    void aTextThatShowsWhatItIsIsTaken(String text) {
        assertThat(VisibleText.Check.isVisible(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202eevil",
                "\ufeff",
                "a\nb",
                "\u001b[31mred",
                "\u2066x",
                "a\u200bb",
                "\u200d",
                " \u00a0",
                "",
                "\u2028",
                "\ud800"
            })
    void aTextThatHidesSomethingOrShowsNothingIsNot(String text) {
        assertThat(VisibleText.Check.isVisible(text)).isFalse();
    }
}
