package dev.cairn.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.cairn.history.QueryFailedException.Problem;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A JSON object per line and row; the last line is {@code {"@end": ...}} with the columns and how the answer ended. */
@Singleton
public final class NdjsonFormat implements ResultFormat {
    private static final String END = "@end";
    private static final String DUPLICATE_COLUMN = "42701";

    @Override
    public String mediaType() {
        return "application/x-ndjson";
    }

    @Override
    public String name() {
        return "ndjson";
    }

    @Override
    public RowSink open(OutputStream out) {
        return new Sink(JsonFormat.generator(out).setPrettyPrinter(new MinimalPrettyPrinter("\n")));
    }

    /** Refuses columns of the same name, since a line has each name once. */
    @Override
    public void check(List<Column> columns) {
        Set<String> seen = new HashSet<>();
        for (Column column : columns) {
            if (!seen.add(column.name())) {
                throw new QueryFailedException(Problem.of(
                        DUPLICATE_COLUMN,
                        "two columns are called " + column.name() + "; name them with AS, or ask for JSON or CSV"));
            }
        }
    }

    /** One answer. */
    private static final class Sink implements RowSink {
        private final JsonGenerator json;
        private List<Column> columns = List.of();
        private JsonCells cells = new JsonCells(List.of());

        Sink(JsonGenerator json) {
            this.json = json;
        }

        @Override
        public void begin(List<Column> found) {
            columns = found;
            cells = new JsonCells(found);
        }

        @Override
        public void row(ResultSet row) throws SQLException, IOException {
            json.writeStartObject();
            for (int i = 0; i < columns.size(); i++) {
                json.writeFieldName(columns.get(i).name());
                cells.write(json, row, i);
            }
            json.writeEndObject();
        }

        @Override
        public void end(Ending ending) throws IOException {
            begin(ending);
            finish();
        }

        @Override
        public void fail(Problem problem, Ending ending) throws IOException {
            begin(ending);
            JsonFormat.writeProblem(json, problem);
            finish();
        }

        private void begin(Ending ending) throws IOException {
            json.writeStartObject();
            json.writeObjectFieldStart(END);
            JsonFormat.writeColumns(json, columns);
            JsonFormat.writeEnding(json, ending);
        }

        private void finish() throws IOException {
            json.writeEndObject();
            json.writeEndObject();
            json.writeRaw('\n');
            json.close();
        }
    }
}
