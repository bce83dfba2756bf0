package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a Parquet file; a row's number is used as its line.
 *
 * @param file its name, for errors
 */
record ParquetRecords(String file, FileLimits limits) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Passes every row to the sink. */
    void read(Path parquet, RecordSink sink) throws IOException {
        int row = 0;
        try (InputFile input = InputFile.of(parquet);
                ParquetFileReader reader = ParquetFileReader.open(input)) {
            long unpacked = reader.getFileMetaData().rowGroups().stream()
                    .mapToLong(group -> group.totalByteSize())
                    .sum();
            if (unpacked > limits.unpackedBytes()) {
                throw new ProblemFileException(
                        file,
                        0,
                        "unpacks to " + unpacked + " bytes, more than " + limits.unpackedBytes()
                                + ", which is the limit of cairn.problems.max-unpacked-bytes; split the file");
            }
            try (RowReader rows = reader.rowReader()) {
                while (rows.hasNext()) {
                    rows.next();
                    row++;
                    sink.add(record(rows), row);
                }
            }
        } catch (ProblemFileException e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            // A broken file makes the reader fail in many ways, and its messages may repeat content.
            throw new ProblemFileException(
                    file,
                    row,
                    "is not a Parquet file that can be read; write it again, with Snappy or without compression");
        }
    }

    private static ObjectNode record(RowReader row) {
        ObjectNode record = NODES.objectNode();
        for (int field = 0; field < row.getFieldCount(); field++) {
            record.set(row.getFieldName(field), row.isNull(field) ? NODES.nullNode() : node(row.getValue(field)));
        }
        return record;
    }

    /**
     * Converts a value. Values that a problem cannot use, such as structs and dates, become an object, which the
     * formats refuse by the field's name.
     */
    private static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case String text -> NODES.textNode(text);
            case byte[] bytes -> NODES.textNode(new String(bytes, StandardCharsets.UTF_8));
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Float number when Float.isFinite(number) -> NODES.numberNode(shortest(number.toString()));
            case Double number when Double.isFinite(number) -> NODES.numberNode(shortest(number.toString()));
            // NaN is how pandas writes a missing number.
            case Float notANumber -> NODES.nullNode();
            case Double notANumber -> NODES.nullNode();
            case BigDecimal number -> NODES.numberNode(number);
            case Boolean flag -> NODES.booleanNode(flag);
            case PqList list -> array(list);
            default -> NODES.objectNode();
        };
    }

    /** The fewest digits that identify the number, since a column of doubles does not store how many were written. */
    private static BigDecimal shortest(String number) {
        return new BigDecimal(number).stripTrailingZeros();
    }

    private static ArrayNode array(PqList list) {
        ArrayNode array = NODES.arrayNode();
        for (Object item : list.values()) {
            array.add(node(item));
        }
        return array;
    }
}
