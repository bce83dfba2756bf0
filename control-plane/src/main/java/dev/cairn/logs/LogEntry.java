package dev.cairn.logs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a log with the lines that continue it, such as a stack trace.
 *
 * @param at absent if the line has no time
 * @param logger the class or file that wrote it
 * @param unit the unit of the run that was in progress
 * @param text without secrets; cut where it is very long
 */
public record LogEntry(
        @Nullable Instant at,
        LogLevel level,
        @Nullable String logger,
        @Nullable String unit,
        String text) {
    boolean mentions(String wanted) {
        return contains(text, wanted)
                || (logger != null && contains(logger, wanted))
                || (unit != null && contains(unit, wanted));
    }

    private static boolean contains(String text, String wanted) {
        int last = text.length() - wanted.length();
        for (int from = 0; from <= last; from++) {
            if (text.regionMatches(true, from, wanted, 0, wanted.length())) {
                return true;
            }
        }
        return false;
    }
}
