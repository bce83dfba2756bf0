package dev.cairn.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.HistoryRoles;
import dev.cairn.testing.JavaProcess;
import dev.cairn.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer is written while it is read: the process that writes it has a heap that cannot hold the whole. */
@Tag("long")
@Timeout(600)
final class LongAnswerTest {
    private static final int ROWS = 3_000_000;
    private static final int MEGABYTES = 192;
    private static final long HEAP = MEGABYTES * 1024L * 1024L;

    @Test
    void millionsOfRowsPassThroughEveryFormatInAHeapThatCannotHoldThem() throws Exception {
        TestDatabase database = TestDatabase.empty();
        HistoryRoles roles = database.historyRoles();
        try (JavaProcess writer = JavaProcess.start(
                MEGABYTES,
                LongAnswerMain.class,
                database.applicationUrl(),
                roles.jdbcUrl(),
                roles.user(),
                roles.password(),
                String.valueOf(ROWS))) {
            for (String format : List.of("json", "ndjson", "csv")) {
                assertThat(Long.parseLong(writer.await(format))).as(format).isGreaterThan(HEAP + HEAP / 4);
            }
            for (String compressed : List.of("arrow", "parquet")) {
                assertThat(Long.parseLong(writer.await(compressed)))
                        .as(compressed)
                        .isGreaterThan(ROWS);
            }
            assertThat(Long.parseLong(writer.await("largest-heap"))).isLessThanOrEqualTo(HEAP);
        }
    }
}
