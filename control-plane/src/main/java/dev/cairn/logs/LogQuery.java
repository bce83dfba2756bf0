package dev.cairn.logs;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A query for a part of a log.
 *
 * @param level the least important level that is wanted
 * @param text only entries that contain it, in any case
 * @param cursor from another page; the newest entries if absent
 */
public record LogQuery(
        LogSource source,
        LogLevel level,
        @Nullable String text,
        int limit,
        @Nullable String cursor) {
    private static final int LONGEST_TEXT = 200;

    /**
     * Reads the words of a request.
     *
     * @throws InvalidInputException naming every word that is not allowed
     */
    public static LogQuery of(String source, String level, @Nullable String text, int limit, @Nullable String cursor) {
        List<FieldError> wrong = new ArrayList<>();
        Optional<LogSource> from = LogSource.of(source);
        if (from.isEmpty()) {
            wrong.add(new FieldError("source", "is '" + source + "'", LogSource.words()));
        }
        Optional<LogLevel> least = LogLevel.of(level);
        if (least.isEmpty()) {
            wrong.add(new FieldError("level", "is '" + level + "'", LogLevel.words()));
        }
        if (text != null && text.length() > LONGEST_TEXT) {
            wrong.add(new FieldError(
                    "text", "has " + text.length() + " characters", "at most " + LONGEST_TEXT + " characters"));
        }
        InvalidInputException.throwIfAny(Subject.QUERY, wrong);
        String wanted = text == null || text.isEmpty() ? null : text;
        return new LogQuery(from.orElseThrow(), least.orElseThrow(), wanted, limit, cursor);
    }

    boolean wants(LogEntry entry) {
        return entry.level().compareTo(level) >= 0 && (text == null || entry.mentions(text));
    }
}
