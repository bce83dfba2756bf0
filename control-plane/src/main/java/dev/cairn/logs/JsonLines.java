package dev.cairn.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The control plane's log, one JSON object per line; {@code mdc} names the run and unit (runs.LogContext). */
final class JsonLines implements LineFormat {
    private static final int SHOWN_FRAMES = 12;
    private static final int SHOWN_CAUSES = 5;

    private final ObjectMapper json;
    private final String run;
    private final String mark;

    JsonLines(ObjectMapper json, long run) {
        this.json = json;
        this.run = Long.toString(run);
        this.mark = "\"run\":\"" + run + "\"";
    }

    @Override
    public boolean isFirst(String line) {
        return true;
    }

    @Override
    public @Nullable LogEntry read(List<String> lines) {
        String line = lines.getFirst();
        // Most lines are of other runs: only those that may be this one's are parsed.
        if (!line.contains(mark)) {
            return null;
        }
        JsonNode read = parse(line);
        if (read == null || !read.path("mdc").path("run").asText().equals(run)) {
            return null;
        }
        String unit = read.path("mdc").path("unit").asText(null);
        return new LogEntry(
                time(read),
                LogLevel.named(read.path("level").asText("INFO")),
                read.path("loggerName").asText(null),
                unit,
                Texts.shown(read.path("message").asText() + exception(read.path("exception"), 0)));
    }

    @Override
    public boolean isBefore(Instant start, String first) {
        JsonNode read = parse(first);
        Instant at = read == null ? null : time(read);
        return at != null && at.isBefore(start);
    }

    private @Nullable JsonNode parse(String line) {
        try {
            return json.readTree(line);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static @Nullable Instant time(JsonNode line) {
        try {
            String text = line.path("timestamp").asText(null);
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String exception(JsonNode exception, int depth) {
        if (!exception.isObject() || depth >= SHOWN_CAUSES) {
            return "";
        }
        StringBuilder text = new StringBuilder(depth == 0 ? "\n" : "\ncaused by ")
                .append(exception.path("exceptionType").asText())
                .append(": ")
                .append(exception.path("message").asText());
        int shown = 0;
        for (JsonNode frame : exception.path("frames")) {
            if (shown++ == SHOWN_FRAMES) {
                text.append("\n    …");
                break;
            }
            text.append("\n    at ")
                    .append(frame.path("class").asText())
                    .append('.')
                    .append(frame.path("method").asText())
                    .append(':')
                    .append(frame.path("line").asText());
        }
        return text + exception(exception.path("causedBy").path("exception"), depth + 1);
    }
}
