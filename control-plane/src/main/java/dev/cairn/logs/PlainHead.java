package dev.cairn.logs;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the first line of an engine's or a worker's entry says. vLLM and Cairn's workers write {@code (APIServer pid=7)
 * INFO 11-29 06:54:44 [launcher.py:12] text}, PyTorch {@code W1129 07:05:00.309000 21594 torch/a.py:29] text}.
 *
 * @param at absent if its numbers are not a time
 * @param place the process and file that wrote it
 * @param text what follows, with the lines that continue it
 */
record PlainHead(@Nullable Instant at, LogLevel level, String place, String text) {
    private static final Pattern VLLM = Pattern.compile(
            "^(?:\\((?<process>[^)]{1,80})\\) )?(?<level>[A-Z]{4,8}) (?<month>\\d\\d)-(?<day>\\d\\d)"
                    + " (?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d) \\[(?<place>[^\\]]{1,200})\\] ?(?<text>.*)$",
            Pattern.DOTALL);
    private static final Pattern TORCH = Pattern.compile(
            "^\\[?(?<level>[IWEF])(?<month>\\d\\d)(?<day>\\d\\d) (?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)"
                    + "\\.\\d+ (?<process>\\d+ )?(?<place>[^\\]]{1,200})\\] ?(?<text>.*)$",
            Pattern.DOTALL);
    private static final Pattern COLOURS = Pattern.compile("\\x1b\\[[0-9;]*m");
    /** Times have no year, so a time in the future is of the year before. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** Reads an entry, or its first line; null if no entry begins so. */
    static @Nullable PlainHead of(String entry, Clock clock) {
        String plain = COLOURS.matcher(entry).replaceAll("");
        for (Pattern form : new Pattern[] {VLLM, TORCH}) {
            Matcher found = form.matcher(plain);
            if (found.matches()) {
                String process = found.group("process");
                String place = found.group("place");
                return new PlainHead(
                        time(found, clock),
                        LogLevel.named(found.group("level")),
                        process == null ? place : process.strip() + " " + place,
                        found.group("text"));
            }
        }
        return null;
    }

    private static @Nullable Instant time(Matcher line, Clock clock) {
        Instant now = clock.instant();
        int year = LocalDateTime.ofInstant(now, clock.getZone()).getYear();
        try {
            Instant thisYear = time(line, year, clock);
            return thisYear.isAfter(now.plus(AHEAD)) ? time(line, year - 1, clock) : thisYear;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant time(Matcher line, int year, Clock clock) {
        return LocalDateTime.of(
                        year,
                        number(line, "month"),
                        number(line, "day"),
                        number(line, "hour"),
                        number(line, "minute"),
                        number(line, "second"))
                .atZone(clock.getZone())
                .toInstant();
    }

    private static int number(Matcher line, String group) {
        return Integer.parseInt(line.group(group));
    }
}
