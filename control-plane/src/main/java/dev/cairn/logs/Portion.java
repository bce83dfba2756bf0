package dev.cairn.logs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The whole lines in a piece of a log, joined to entries. */
final class Portion {
    private Portion() {}

    /**
     * The lines of one entry.
     *
     * @param start position of its first byte in the file
     * @param end position after its last byte
     */
    record Lines(long start, long end, List<String> lines) {
        String first() {
            return lines.getFirst();
        }
    }

    /**
     * The entries of a piece. What follows the last line break is left out.
     *
     * @param at position of the piece in the file
     * @param whole whether the piece begins with an entry; if not, what comes before the first one is left out
     */
    static List<Lines> entries(byte[] bytes, long at, boolean whole, LineFormat format) {
        List<Lines> found = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        int start = 0;
        int line = whole ? 0 : afterBreak(bytes, 0);
        boolean open = whole;
        for (int next = afterBreak(bytes, line); next > 0 && line >= 0; next = afterBreak(bytes, line)) {
            String text = text(bytes, line, next - 1);
            if (format.isFirst(text)) {
                if (open && !lines.isEmpty()) {
                    found.add(new Lines(at + start, at + line, List.copyOf(lines)));
                }
                lines.clear();
                start = line;
                open = true;
            }
            if (open) {
                lines.add(text);
            }
            line = next;
        }
        if (!lines.isEmpty()) {
            found.add(new Lines(at + start, at + line, List.copyOf(lines)));
        }
        return found;
    }

    /** The position after the next line break; -1 if no line break follows. */
    private static int afterBreak(byte[] bytes, int from) {
        for (int i = from; i >= 0 && i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static String text(byte[] bytes, int from, int to) {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
