package dev.cairn.history;

import dev.cairn.export.arrow.ArrowFormat;
import dev.cairn.export.parquet.ParquetFormat;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.platform.HistoryRoles;
import dev.cairn.testing.TestHistory;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.postgresql.ds.PGSimpleDataSource;

/** Writes a long answer in every format, in a JVM whose heap cannot hold it. */
final class LongAnswerMain {
    private LongAnswerMain() {}

    /** Arguments: JDBC URL of the application with user and password; URL, user and password of the readers; rows. */
    public static void main(String[] arguments) throws IOException {
        PGSimpleDataSource application = new PGSimpleDataSource();
        application.setUrl(arguments[0]);
        HistoryRoles roles = new HistoryRoles(arguments[1], arguments[2], arguments[3], "none", "none");
        int rows = Integer.parseInt(arguments[4]);
        QueryRequest request = new QueryRequest(
                "select g, md5(g::text) as a, g / 7.0 as b, repeat('x', 40) as c from generate_series(1, " + rows
                        + ") g",
                Map.of(),
                null,
                null);
        QueryLimits limits = new QueryLimits(Duration.ofMinutes(10), Integer.MAX_VALUE, Long.MAX_VALUE);
        try (TestHistory history = TestHistory.on(new JdbcRunner(application), roles, OptionalInt.empty())) {
            for (ResultFormat format : new ResultFormat[] {
                new JsonFormat(), new NdjsonFormat(), new CsvFormat(), new ArrowFormat(), new ParquetFormat()
            }) {
                Counting out = new Counting();
                try (Answer answer = history.queries()
                        .ask(new Viewer("anna", Sight.OWN_AND_SHARED), request, format, limits, new ClientLink())) {
                    answer.writeTo(out);
                }
                System.out.println(format.name() + " " + out.bytes);
            }
        }
        System.out.println("largest-heap " + Runtime.getRuntime().maxMemory());
    }

    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int from, int length) {
            bytes += length;
        }
    }
}
