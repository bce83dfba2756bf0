package dev.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorTest {
    @Test
    void comesBackAsItWas() {
        Cursor cursor = new Cursor("units", List.of("t/0/trial/1/0", "", "ä\n:", "-1"));
        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.of("units", 4, cursor.encode())).isEqualTo(cursor);
        assertThat(Cursor.of("units", 4, cursor.encode()).intAt(3)).isEqualTo(-1);
        assertThat(Cursor.number("audit", Cursor.after("audit", 17))).isEqualTo(17);
    }

    @Test
    void belongsToOneList() {
        String cursor = Cursor.after("audit", 17);
        refused(() -> Cursor.number("queue", cursor));
        refused(() -> Cursor.of("audit", 2, cursor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "abc", "\u00e4", "YQ=="})
    void nothingElseIsOne(String text) {
        refused(() -> Cursor.number("audit", text));
    }

    @Test
    void aMadeUpPlaceIsRefused() {
        refused(() -> Cursor.number("audit", text("audit\0seventeen")));
        refused(() -> Cursor.index("queue", Cursor.after("queue", -1)));
        refused(() -> Cursor.index("queue", Cursor.after("queue", 1L << 31)));
        refused(() -> Cursor.of("steps", 1, Cursor.after("steps", 1L << 31)).intAt(0));
        refused(() -> Cursor.number(
                "audit", Base64.getUrlEncoder().encodeToString(new byte[] {'a', 'u', 'd', 'i', 't', 0, (byte) 0xff})));
    }

    private static String text(String decoded) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(decoded.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(Runnable use) {
        assertThatThrownBy(use::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cursor belongs to another list; use \"next\" of the previous page");
    }
}
