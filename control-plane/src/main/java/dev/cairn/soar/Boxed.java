package dev.cairn.soar;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Finds the answer of a completion: the content of its last balanced {@code \boxed{...}}. */
public final class Boxed {
    private static final String BOX = "\\boxed{";
    private static final int PLAIN_BRACE = -1;

    private Boxed() {}

    /**
     * Trimmed content of the balanced box that starts last, or null without one.
     *
     * <p>Escaped braces, as in {@code \{1,2\}}, do not count. One pass, since completions are hostile: a text of many
     * open boxes must not cost the square of its length.
     */
    public static @Nullable String last(String text) {
        Deque<Integer> open = new ArrayDeque<>();
        int bestStart = -1;
        int bestEnd = -1;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == '\\') {
                if (text.startsWith(BOX, at)) {
                    at += BOX.length() - 1;
                    open.push(at + 1);
                } else if (!text.startsWith(BOX, at + 1)) {
                    at++; // the escaped character; a doubled backslash before a box is taken as a sloppy box
                }
            } else if (letter == '{') {
                open.push(PLAIN_BRACE);
            } else if (letter == '}' && !open.isEmpty()) {
                int start = open.pop();
                if (start > bestStart) {
                    bestStart = start;
                    bestEnd = at;
                }
            }
        }
        return bestStart < 0 ? null : text.substring(bestStart, bestEnd).strip();
    }
}
