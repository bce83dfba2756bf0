package dev.cairn.history;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON. Nothing is lost: a number that JavaScript cannot represent exactly is written as a string, as
 * are NaN and infinities. Times are in UTC, JSON stays JSON, arrays become arrays.
 */
final class JsonCells {
    /** Whole numbers up to this size are exact in a double. */
    private static final long EXACT = 1L << 53;

    /** Every decimal number of so many digits is exact in a double, after reading and printing it. */
    private static final int EXACT_DIGITS = 15;

    private final List<Column> columns;

    JsonCells(List<Column> columns) {
        this.columns = columns;
    }

    /** Writes one cell of the current row; columns count from 0. */
    void write(JsonGenerator json, ResultSet row, int column) throws SQLException, IOException {
        @Nullable String text = row.getString(column + 1);
        if (text == null) {
            json.writeNull();
            return;
        }
        String type = columns.get(column).type();
        switch (type) {
            case "bool" -> json.writeBoolean(row.getBoolean(column + 1));
            case "int2", "int4", "int8", "oid" -> whole(json, Long.parseLong(text));
            case "float4", "float8" -> real(json, text);
            case "numeric" -> decimal(json, text);
            case "json", "jsonb" -> json.writeRawValue(text);
            case "timestamptz", "timestamp" -> json.writeString(time(text));
            default -> {
                if (type.startsWith("_")) {
                    array(json, row.getArray(column + 1));
                } else {
                    json.writeString(text);
                }
            }
        }
    }

    private static void array(JsonGenerator json, Array array) throws SQLException, IOException {
        element(json, array.getArray());
    }

    private static void element(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Object[] nested -> {
                json.writeStartArray();
                for (Object each : nested) {
                    element(json, each);
                }
                json.writeEndArray();
            }
            case Boolean flag -> json.writeBoolean(flag);
            case Short number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case Long number -> whole(json, number);
            case Float number -> real(json, number.toString());
            case Double number -> real(json, number.toString());
            case BigDecimal number -> decimal(json, number.toPlainString());
            default -> json.writeString(value.toString());
        }
    }

    private static void whole(JsonGenerator json, long number) throws IOException {
        if (number <= EXACT && number >= -EXACT) {
            json.writeNumber(number);
        } else {
            json.writeString(Long.toString(number));
        }
    }

    private static void real(JsonGenerator json, String text) throws IOException {
        if (Double.isFinite(Double.parseDouble(text))) {
            json.writeNumber(text);
        } else {
            json.writeString(text);
        }
    }

    private static void decimal(JsonGenerator json, String text) throws IOException {
        long digits = text.chars().filter(Character::isDigit).count();
        if (digits > 0 && digits <= EXACT_DIGITS) {
            json.writeNumber(text);
        } else {
            json.writeString(text);
        }
    }

    /** PostgreSQL's form in ISO 8601; infinities stay words. */
    static String time(String text) {
        if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            return text;
        }
        String iso = text.replaceFirst(" ", "T");
        return iso.endsWith("+00") ? iso.substring(0, iso.length() - 3) + "Z" : iso;
    }
}
