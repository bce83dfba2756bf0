package dev.cairn.logs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineFormatsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final LineFormat own = new JsonLines(new ObjectMapper(), 17);
    private final LineFormat engine = plain(NOON, NOON.plusSeconds(60), NOON.plusSeconds(100));

    @Test
    void theControlPlanesLinesNameRunAndUnit() {
        String line = """
                {"timestamp":"2026-03-01T13:00:00.5+01:00","loggerName":"dev.cairn.runs.RunWork","level":"WARN",\
                "message":"run 17: again","mdc":{"run":"17","fence":"2","unit":"t1/teach"},"exception":{\
                "exceptionType":"java.io.IOException","message":"gone","frames":[{"class":"a.B","method":"c","line":7}],\
                "causedBy":{"exception":{"exceptionType":"x.Y","message":"why","frames":[]}}}}""";
        assertThat(own.read(List.of(line)))
                .isEqualTo(new LogEntry(
                        NOON.plusMillis(500),
                        LogLevel.WARN,
                        "dev.cairn.runs.RunWork",
                        "t1/teach",
                        "run 17: again\njava.io.IOException: gone\n    at a.B.c:7\ncaused by x.Y: why"));
    }

    @Test
    void linesOfOtherRunsAndWhatIsNotJsonAreNotTheRuns() {
        assertThat(own.read(List.of("{\"message\":\"about \\\"run\\\":\\\"17\\\"\",\"mdc\":{\"run\":\"1\"}}")))
                .isNull();
        assertThat(own.read(List.of("{\"message\":\"x\",\"mdc\":{\"run\":\"170\"}}")))
                .isNull();
        assertThat(own.read(List.of("\"run\":\"17\" and more"))).isNull();
        assertThat(own.read(List.of(""))).isNull();
    }

    @Test
    void theControlPlanesLinesKnowWhetherTheyCameBefore() {
        assertThat(own.isBefore(NOON, "{\"timestamp\":\"2026-03-01T11:59:59Z\"}"))
                .isTrue();
        assertThat(own.isBefore(NOON, "{\"timestamp\":\"2026-03-01T12:00:01Z\"}"))
                .isFalse();
        assertThat(own.isBefore(NOON, "no JSON")).isFalse();
        assertThat(own.isBefore(NOON, "{\"timestamp\":\"yesterday\"}")).isFalse();
    }

    @Test
    void anEnginesLinesAreThoseOfTheRunsTime() {
        LogEntry expected = new LogEntry(
                NOON.plusSeconds(1), LogLevel.WARN, "EngineCore pid=7 a.py:12", null, "careful\nTraceback");
        assertThat(engine.read(List.of("(EngineCore pid=7) WARNING 03-01 12:00:01 [a.py:12] careful", "Traceback")))
                .isEqualTo(expected);
        assertThat(engine.read(List.of(
                        "\u001b[36m(EngineCore pid=7)\u001b[0;0m WARNING 03-01 12:00:01 [a.py:12] careful",
                        "Traceback")))
                .isEqualTo(expected);
        assertThat(engine.read(List.of("INFO 03-01 12:00:01 [a.py:1] ok")))
                .isEqualTo(new LogEntry(NOON.plusSeconds(1), LogLevel.INFO, "a.py:1", null, "ok"));
        assertThat(engine.read(List.of("W0301 12:00:01.309000 21 torch/a.py:29] no triton")))
                .isEqualTo(new LogEntry(NOON.plusSeconds(1), LogLevel.WARN, "21 torch/a.py:29", null, "no triton"));
        assertThat(engine.read(List.of("[E0301 12:00:01.3 utils.cpp:68] Error: x")))
                .isEqualTo(new LogEntry(NOON.plusSeconds(1), LogLevel.ERROR, "utils.cpp:68", null, "Error: x"));
        assertThat(engine.read(List.of("INFO 03-01 12:00:01 [a.py:1] "))).isNull();
        assertThat(engine.read(List.of("INFO 03-01 11:59:59 [a.py:1] before"))).isNull();
        assertThat(engine.read(List.of("INFO 03-01 12:01:01 [a.py:1] after"))).isNull();
        assertThat(engine.read(List.of("Traceback without a first line"))).isNull();
        assertThat(engine.read(List.of("INFO 13-41 12:00:01 [a.py:1] no such day")))
                .isNull();
    }

    @Test
    void aTimeThatWouldBeInTheFutureIsOfTheYearBefore() {
        Instant silvester = Instant.parse("2025-12-31T23:59:00Z");
        LineFormat overNewYear = plain(silvester, silvester.plusSeconds(600), silvester.plusSeconds(300));
        LogEntry read = requireNonNull(overNewYear.read(List.of("ERROR 12-31 23:59:30 [a.py:1] x")));
        assertThat(read.at()).isEqualTo(silvester.plusSeconds(30));
    }

    @Test
    void longTextIsCut() {
        String message = "y".repeat(Texts.LONGEST + 5);
        LogEntry read = requireNonNull(engine.read(List.of("INFO 03-01 12:00:01 [a.py:1] " + message)));
        assertThat(read.text()).hasSizeLessThan(Texts.LONGEST + 50).endsWith("… (5 more characters)");
    }

    @Test
    void levelsOfBothLanguagesAreTheSame() {
        assertThat(List.of("CRITICAL", "ERROR", "WARNING", "WARN", "INFO", "TRACE", "NOTICE"))
                .extracting(LogLevel::named)
                .containsExactly(
                        LogLevel.ERROR,
                        LogLevel.ERROR,
                        LogLevel.WARN,
                        LogLevel.WARN,
                        LogLevel.INFO,
                        LogLevel.DEBUG,
                        LogLevel.INFO);
    }

    private static LineFormat plain(Instant start, Instant end, Instant now) {
        return new PlainLines(new PlainLines.Window(start, end), Clock.fixed(now, ZoneId.of("UTC")));
    }
}
