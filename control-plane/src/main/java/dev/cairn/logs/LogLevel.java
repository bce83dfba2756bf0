package dev.cairn.logs;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The importance of a line, the least important first. */
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /** The name as it is shown. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<LogLevel> of(String word) {
        return Arrays.stream(values())
                .filter(level -> level.wireName().equals(word))
                .findFirst();
    }

    /** The level that Java, Python or PyTorch calls so. */
    static LogLevel named(String word) {
        return switch (word) {
            case "ERROR", "FATAL", "CRITICAL", "SEVERE", "E", "F" -> ERROR;
            case "WARN", "WARNING", "W" -> WARN;
            case "DEBUG", "TRACE", "FINE", "FINER", "FINEST" -> DEBUG;
            default -> INFO;
        };
    }

    static String words() {
        return Arrays.stream(values()).map(LogLevel::wireName).collect(Collectors.joining(", "));
    }
}
