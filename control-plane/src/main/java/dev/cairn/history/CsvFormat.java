package dev.cairn.history;

import jakarta.inject.Singleton;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV (RFC 4180) with a line of column names. NULL is nothing between two commas, an empty text is {@code ""}. An answer
 * that was cut looks whole: only the trailer {@code Cairn-Truncated-By} and the record of the query say that it was.
 */
@Singleton
public final class CsvFormat implements ResultFormat {
    private static final String LINE = "\r\n";

    @Override
    public String mediaType() {
        return "text/csv";
    }

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public RowSink open(OutputStream out) {
        return new Sink(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
    }

    /** One answer. */
    private static final class Sink implements RowSink {
        private final Writer out;
        private int width;

        Sink(Writer out) {
            this.out = out;
        }

        @Override
        public void begin(List<Column> columns) throws IOException {
            width = columns.size();
            for (int i = 0; i < width; i++) {
                out.write(i == 0 ? "" : ",");
                out.write(quoted(columns.get(i).name()));
            }
            out.write(LINE);
        }

        @Override
        public void row(ResultSet row) throws SQLException, IOException {
            for (int i = 0; i < width; i++) {
                @Nullable String text = row.getString(i + 1);
                out.write(i == 0 ? "" : ",");
                out.write(text == null ? "" : quoted(text));
            }
            out.write(LINE);
        }

        @Override
        public void end(Ending ending) throws IOException {
            out.flush();
        }

        private static String quoted(String text) {
            boolean plain = !text.isEmpty() && text.chars().noneMatch(letter -> ",\"\r\n".indexOf(letter) >= 0);
            return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
        }
    }
}
