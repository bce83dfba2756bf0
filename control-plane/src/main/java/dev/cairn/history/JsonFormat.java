package dev.cairn.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cairn.history.QueryFailedException.Problem;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** One JSON object: columns with their types, rows as arrays, then how the answer ended. */
@Singleton
public final class JsonFormat implements ResultFormat {
    static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public RowSink open(OutputStream out) {
        return new Sink(generator(out));
    }

    static JsonGenerator generator(OutputStream out) {
        try {
            return JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the fields that every JSON answer has at its end. */
    static void writeEnding(JsonGenerator json, RowSink.Ending ending) throws IOException {
        json.writeNumberField("rowCount", ending.rows());
        json.writeBooleanField("truncated", ending.cutBy() != null);
        json.writeStringField(
                "truncatedBy", ending.cutBy() == null ? null : ending.cutBy().wireName());
        json.writeNumberField("durationMs", ending.duration().toMillis());
    }

    /** Writes a failure after the first rows. */
    static void writeProblem(JsonGenerator json, Problem problem) throws IOException {
        json.writeObjectFieldStart("error");
        json.writeStringField("sqlState", problem.sqlState());
        json.writeStringField("message", problem.message());
        json.writeEndObject();
    }

    static void writeColumns(JsonGenerator json, List<Column> columns) throws IOException {
        json.writeArrayFieldStart("columns");
        for (Column column : columns) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.type());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** One answer. */
    private static final class Sink implements RowSink {
        private final JsonGenerator json;
        private JsonCells cells = new JsonCells(List.of());
        private int width;

        Sink(JsonGenerator json) {
            this.json = json;
        }

        @Override
        public void begin(List<Column> columns) throws IOException {
            cells = new JsonCells(columns);
            width = columns.size();
            json.writeStartObject();
            writeColumns(json, columns);
            json.writeArrayFieldStart("rows");
        }

        @Override
        public void row(ResultSet row) throws SQLException, IOException {
            json.writeStartArray();
            for (int i = 0; i < width; i++) {
                cells.write(json, row, i);
            }
            json.writeEndArray();
        }

        @Override
        public void end(Ending ending) throws IOException {
            json.writeEndArray();
            writeEnding(json, ending);
            json.writeEndObject();
            json.close();
        }

        @Override
        public void fail(Problem problem, Ending ending) throws IOException {
            json.writeEndArray();
            writeEnding(json, ending);
            writeProblem(json, problem);
            json.writeEndObject();
            json.close();
        }
    }
}
