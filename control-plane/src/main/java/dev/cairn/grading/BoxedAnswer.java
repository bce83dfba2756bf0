package dev.cairn.grading;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a completion or a solution: the content of its last box (docs/grading.md, 'Boxes'). Grading and import
 * both read boxes with this class.
 *
 * @param content trimmed; empty if all whole boxes are empty, null if nothing counts as an answer
 * @param boxes number of whole boxes with content
 */
public record BoxedAnswer(@Nullable String content, int boxes) {
    /** The content only. */
    public static @Nullable String of(String text) {
        return read(text).content();
    }

    /**
     * Reads a text in one pass. Completions are hostile: the time must not grow with the square of the number of open
     * boxes.
     */
    public static BoxedAnswer read(String text) {
        return new Scan(Reasoning.removedFrom(text)).run();
    }

    /** One pass over a text. */
    private static final class Scan {
        private static final int PLAIN_BRACE = -1;

        private final String text;
        private final Deque<Integer> open = new ArrayDeque<>();
        private int start = -1;
        private int end = -1;
        private int empty = -1;
        private int boxes;

        Scan(String text) {
            this.text = text;
        }

        BoxedAnswer run() {
            for (int at = 0; at < text.length(); at++) {
                switch (text.charAt(at)) {
                    case '\\' -> at = command(at);
                    case '{' -> open.push(PLAIN_BRACE);
                    case '}' -> close(at);
                    default -> {}
                }
            }
            int last = start < 0 ? empty : start;
            if (last < 0 || open.stream().anyMatch(box -> box > last)) {
                return new BoxedAnswer(null, boxes);
            }
            return new BoxedAnswer(start < 0 ? "" : text.substring(start, end).strip(), boxes);
        }

        /** Reads the command that a backslash begins; returns the index of its last character. */
        private int command(int at) {
            int after = BoxCommand.endingAt(text, at);
            if (after < 0) {
                // An escaped character. A doubled backslash before a box is read as a sloppily written box.
                return BoxCommand.endingAt(text, at + 1) < 0 ? at + 1 : at;
            }
            int argument = skipBlanks(after);
            if (argument < text.length() && text.charAt(argument) == '{') {
                open.push(argument + 1);
                return argument;
            }
            int stop = BoxCommand.bareArgument(text, argument);
            if (stop > argument) {
                whole(argument, stop);
                return stop - 1;
            }
            return after - 1;
        }

        private void close(int at) {
            if (!open.isEmpty()) {
                int from = open.pop();
                if (from == PLAIN_BRACE) {
                    return;
                }
                if (skipBlanks(from) < at) {
                    whole(from, at);
                } else {
                    empty = Math.max(empty, from);
                }
            }
        }

        private void whole(int from, int to) {
            boxes++;
            if (from > start) {
                start = from;
                end = to;
            }
        }

        private int skipBlanks(int from) {
            int at = from;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return at;
        }
    }
}
