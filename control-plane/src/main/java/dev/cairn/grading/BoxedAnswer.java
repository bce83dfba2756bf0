package dev.cairn.grading;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a completion or a solution: what its last box holds (docs/grading.md, 'Boxes'). Grader and importer read
 * boxes by this class alone.
 *
 * @param content trimmed; empty where the only whole boxes hold nothing, null where nothing counts as an answer
 * @param boxes whole boxes that hold something, whichever counts
 */
public record BoxedAnswer(@Nullable String content, int boxes) {
    private static final String REASONING = "<think>";
    private static final String REASONING_END = "</think>";

    /** The content alone. */
    public static @Nullable String of(String text) {
        return read(text).content();
    }

    /** Reads a text in one pass: completions are hostile, and many open boxes must not cost the square of their length. */
    public static BoxedAnswer read(String text) {
        return new Scan(afterReasoning(text)).run();
    }

    /** What a model thinks before it answers is no answer; thoughts that never end come to none. */
    private static String afterReasoning(String text) {
        int end = text.lastIndexOf(REASONING_END);
        String rest = end < 0 ? text : text.substring(end + REASONING_END.length());
        int open = rest.indexOf(REASONING);
        return open < 0 ? rest : rest.substring(0, open);
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

        /** Reads what a backslash begins; returns where its last character is. */
        private int command(int at) {
            int after = BoxCommand.endingAt(text, at);
            if (after < 0) {
                // An escaped character; a doubled backslash before a box is taken as a sloppy box.
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
