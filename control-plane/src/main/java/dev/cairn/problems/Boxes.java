package dev.cairn.problems;

import java.util.Optional;

/** Finds the last balanced {@code \boxed{...}} of a reference solution. */
final class Boxes {
    private static final String[] OPENINGS = {"\\boxed{", "\\fbox{"};

    private Boxes() {}

    static Optional<String> last(String text) {
        for (int end = text.length(); end >= 0; ) {
            int start = -1;
            int inside = -1;
            for (String opening : OPENINGS) {
                int at = text.lastIndexOf(opening, end);
                if (at > start) {
                    start = at;
                    inside = at + opening.length();
                }
            }
            if (start < 0) {
                return Optional.empty();
            }
            int close = closing(text, inside);
            if (close >= 0) {
                String content = text.substring(inside, close).strip();
                return content.isEmpty() ? Optional.empty() : Optional.of(content);
            }
            end = start - 1;
        }
        return Optional.empty();
    }

    private static int closing(String text, int from) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
