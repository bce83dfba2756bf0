package dev.cairn.problems.files;

import java.util.Optional;

/** Finds the boxes of a reference solution: {@code \boxed{...}}, and {@code \boxed 2}, which boxes one token in TeX. */
final class Boxes {
    private static final String[] OPENINGS = {"\\boxed", "\\fbox"};

    private Boxes() {}

    /** The content of the last balanced box that is not empty. */
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
            String content = content(text, inside);
            if (!content.isEmpty()) {
                return Optional.of(content);
            }
            end = start - 1;
        }
        return Optional.empty();
    }

    /** How many boxes are opened. */
    static int count(String text) {
        int count = 0;
        for (String opening : OPENINGS) {
            for (int at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
                count++;
            }
        }
        return count;
    }

    private static String content(String text, int from) {
        int start = from;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        if (start == text.length()) {
            return "";
        }
        if (text.charAt(start) == '{') {
            int close = closing(text, start + 1);
            return close < 0 ? "" : text.substring(start + 1, close).strip();
        }
        // TeX takes the next token; people mean the number that begins there.
        int end = start;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        if (end > start) {
            return text.substring(start, end);
        }
        return start > from && Character.isLetter(text.charAt(start)) ? text.substring(start, start + 1) : "";
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
