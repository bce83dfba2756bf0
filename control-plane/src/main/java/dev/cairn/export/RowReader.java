package dev.cairn.export;

import dev.cairn.history.QueryFailedException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Adds the rows of a result to a batch. */
final class RowReader {
    private final List<FileColumn> columns;
    private final Batch batch;

    RowReader(List<FileColumn> columns, Batch batch) {
        this.columns = columns;
        this.batch = batch;
    }

    /** @throws QueryFailedException if a value does not fit the type of its column in a file */
    void add(ResultSet row) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            BatchColumn out = batch.columns().get(i);
            switch (out.type().shape()) {
                case SCALAR -> scalar(columns.get(i), row, i + 1, out);
                case LIST -> list(columns.get(i), row, i + 1, out);
            }
        }
        batch.endRow();
    }

    private static void scalar(FileColumn column, ResultSet row, int at, BatchColumn out) throws SQLException {
        switch (column.type().kind()) {
            case BOOLEAN -> number(row.getBoolean(at) ? 1 : 0, row, out);
            case INT32, INT64 -> number(row.getLong(at), row, out);
            case FLOAT32 -> number(Float.floatToRawIntBits(row.getFloat(at)), row, out);
            case FLOAT64 -> number(Double.doubleToRawLongBits(row.getDouble(at)), row, out);
            case DATE -> {
                @Nullable LocalDate date = row.getObject(at, LocalDate.class);
                if (date == null) {
                    out.addNull();
                } else if (date.equals(LocalDate.MAX) || date.equals(LocalDate.MIN)) {
                    throw Misfit.infinite(column);
                } else {
                    out.addNumber(date.toEpochDay());
                }
            }
            case TIMESTAMP -> {
                @Nullable LocalDateTime time = row.getObject(at, LocalDateTime.class);
                if (time == null) {
                    out.addNull();
                } else if (time.equals(LocalDateTime.MAX) || time.equals(LocalDateTime.MIN)) {
                    throw Misfit.infinite(column);
                } else {
                    out.addNumber(micros(column, time.toInstant(ZoneOffset.UTC)));
                }
            }
            case INSTANT -> {
                @Nullable OffsetDateTime time = row.getObject(at, OffsetDateTime.class);
                if (time == null) {
                    out.addNull();
                } else if (time.equals(OffsetDateTime.MAX) || time.equals(OffsetDateTime.MIN)) {
                    throw Misfit.infinite(column);
                } else {
                    out.addNumber(micros(column, time.toInstant()));
                }
            }
            case TEXT, JSON -> bytes(utf8(row.getString(at)), out);
            case BYTES -> bytes(row.getBytes(at), out);
            case UUID -> bytes(uuid(row.getObject(at, UUID.class)), out);
            case DECIMAL -> {
                @Nullable String digits = row.getString(at);
                bytes(digits == null ? null : decimal(column, digits), out);
            }
        }
    }

    private static void list(FileColumn column, ResultSet row, int at, BatchColumn out) throws SQLException {
        java.sql.@Nullable Array array = row.getArray(at);
        if (array == null) {
            out.addNull();
            return;
        }
        for (@Nullable Object element : (Object[]) array.getArray()) {
            element(column, element, out.elements());
        }
        out.addList();
    }

    private static void element(FileColumn column, @Nullable Object element, BatchColumn out) {
        switch (element) {
            case null -> out.addNull();
            case Boolean flag -> out.addNumber(flag ? 1 : 0);
            case Float number -> out.addNumber(Float.floatToRawIntBits(number));
            case Double number -> out.addNumber(Double.doubleToRawLongBits(number));
            case Number number -> out.addNumber(number.longValue());
            case String text -> out.addBytes(text.getBytes(StandardCharsets.UTF_8));
            case UUID id -> bytes(uuid(id), out);
            default -> throw Misfit.nested(column);
        }
    }

    private static void number(long value, ResultSet row, BatchColumn out) throws SQLException {
        if (row.wasNull()) {
            out.addNull();
        } else {
            out.addNumber(value);
        }
    }

    private static void bytes(byte @Nullable [] value, BatchColumn out) {
        if (value == null) {
            out.addNull();
        } else {
            out.addBytes(value);
        }
    }

    private static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] uuid(@Nullable UUID uuid) {
        return uuid == null
                ? null
                : ByteBuffer.allocate(Decimals.BYTES)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array();
    }

    private static byte[] decimal(FileColumn column, String digits) {
        if (!Character.isDigit(digits.charAt(digits.length() - 1))) {
            throw Misfit.notANumber(column, digits);
        }
        return Decimals.of(new BigDecimal(digits), column.type().scale());
    }

    private static long micros(FileColumn column, Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
        } catch (ArithmeticException e) {
            throw Misfit.tooLate(column);
        }
    }
}
