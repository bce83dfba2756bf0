package dev.cairn.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.logs.LogReader.Position;
import dev.cairn.logs.LogReader.Read;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
    /** Entries begin with '-', belong to the run unless they begin with '-x', and '-0' was before it. */
    private static final LineFormat FORMAT = new LineFormat() {
        @Override
        public boolean isFirst(String line) {
            return line.startsWith("-");
        }

        @Override
        public @Nullable LogEntry read(List<String> lines) {
            return lines.getFirst().startsWith("-x")
                    ? null
                    : new LogEntry(null, LogLevel.INFO, null, null, String.join("|", lines));
        }

        @Override
        public boolean isBefore(Instant start, String first) {
            return first.equals("-0");
        }
    };

    @TempDir
    private Path directory;

    private Path log;

    @BeforeEach
    void path() {
        log = directory.resolve("a.log");
    }

    @Test
    void showsTheLastEntriesFirstAndGoesBackThroughOlderFiles() throws IOException {
        Files.writeString(log.resolveSibling("a.log.2"), "-1\n-2\n");
        Files.writeString(log.resolveSibling("a.log.1"), "-3\nmore of 3\n-x\n");
        Files.writeString(log, "-4\n-5\n");
        Read last = before(null, 2);
        assertThat(texts(last)).containsExactly("-4", "-5");
        Read middle = before(last.older(), 2);
        assertThat(texts(middle)).containsExactly("-2", "-3|more of 3");
        Read first = before(middle.older(), 2);
        assertThat(texts(first)).containsExactly("-1");
        assertThat(first.older()).isNull();
    }

    @Test
    void followsWhatIsWrittenAlsoWhenTheFileIsMovedAside() throws IOException {
        Files.writeString(log, "-1\n");
        Position end = newer(before(null, 10));
        append("-2\n-3 is in the middle of be");
        Read next = after(end, 10);
        assertThat(texts(next)).containsExactly("-2");
        append("ing written\n");
        Files.move(log, log.resolveSibling("a.log.1"));
        Files.writeString(log, "-4\n");
        Read moved = after(newer(next), 10);
        assertThat(texts(moved)).containsExactly("-3 is in the middle of being written", "-4");
        assertThat(texts(after(newer(moved), 10))).isEmpty();
    }

    @Test
    void theLineThatIsBeingWrittenIsNotShownInHalf() throws IOException {
        Files.writeString(log, "-1\n-2 is in the mid");
        Read last = before(null, 10);
        assertThat(texts(last)).containsExactly("-1");
        append("dle\n");
        assertThat(texts(after(newer(last), 10))).containsExactly("-2 is in the middle");
    }

    @Test
    void pagesJoinWithoutGapsInBothDirectionsAcrossPortions() throws IOException {
        List<String> all = IntStream.range(1, 30_000)
                .mapToObj(i -> "-" + i + "-".repeat(i % 120))
                .toList();
        Files.write(log, all);
        List<String> back = new ArrayList<>();
        Position older = null;
        do {
            Read page = before(older, 700);
            back.addAll(0, texts(page));
            older = page.older();
        } while (older != null);
        assertThat(back).isEqualTo(all);

        List<String> forth = new ArrayList<>();
        Position from = new Position(LogParts.of(log).getFirst().key(), 0);
        while (true) {
            Read page = after(from, 700);
            if (page.entries().isEmpty()) {
                break;
            }
            forth.addAll(texts(page));
            from = newer(page);
        }
        assertThat(forth).isEqualTo(all);
    }

    @Test
    void stopsWhereTheRunBegan() throws IOException {
        Files.writeString(
                log, "-1\n" + "-x\n".repeat(LogReader.PORTION) + "-0\n" + "-x\n".repeat(LogReader.PORTION / 3 - 1));
        assertThat(before(null, 10).older()).isNull();
    }

    @Test
    void onePageReadsOnlySoMuch() throws IOException {
        Path huge = log;
        String filler = "-x" + "y".repeat(997) + "\n";
        Files.writeString(huge, "-1\n");
        for (int i = 0; i < 40; i++) {
            Files.writeString(huge, filler.repeat(1024), StandardOpenOption.APPEND);
        }
        Read last = before(null, 10);
        assertThat(texts(last)).isEmpty();
        assertThat(last.older()).isNotNull();
        assertThat(texts(before(last.older(), 10))).containsExactly("-1");
    }

    @Test
    void passesOverALineThatIsLongerThanAPortion() throws IOException {
        Files.writeString(log, "-1\n-" + "y".repeat(3 * LogReader.PORTION) + "\n-2\n");
        assertThat(texts(before(null, 10))).containsExactly("-1", "-2");
        Position start = new Position(LogParts.of(log).getFirst().key(), 0);
        assertThat(texts(after(start, 10))).contains("-1", "-2");
    }

    @Test
    void withoutALogThereIsNothing() {
        assertThat(before(null, 10)).isEqualTo(new Read(List.of(), null, null));
        assertThat(texts(after(new Position(1, 2), 10))).isEmpty();
    }

    @Test
    void aPositionInAFileThatIsGoneIsBeforeAllThatIsLeft() throws IOException {
        Files.writeString(log, "-1\n");
        assertThat(texts(after(new Position(-1, 99), 10))).containsExactly("-1");
        assertThat(before(new Position(-1, 99), 10).entries()).isEmpty();
    }

    private Read before(@Nullable Position position, int limit) {
        return reader(limit).before(position, Instant.EPOCH);
    }

    private Read after(Position position, int limit) {
        return reader(limit).after(position);
    }

    private LogReader reader(int limit) {
        return new LogReader(log, FORMAT, entry -> true, limit);
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }

    private static Position newer(Read read) {
        return Objects.requireNonNull(read.newer());
    }

    private static List<String> texts(Read read) {
        return read.entries().stream().map(LogEntry::text).toList();
    }
}
