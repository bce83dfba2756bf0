package dev.cairn.export.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.cairn.export.ColumnType;
import dev.cairn.export.FileColumn;
import dev.cairn.export.Kind;
import java.util.List;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** Columns as fields of an Arrow schema. */
final class ArrowFields {
    private static final int DECIMAL_BITS = 128;
    private static final int UUID_BYTES = 16;

    private ArrowFields() {}

    static int schema(FlatBufferBuilder builder, List<FileColumn> columns) {
        int[] fields = columns.stream()
                .mapToInt(column -> field(builder, column.name(), column.type()))
                .toArray();
        return Schema.createSchema(builder, Endianness.Little, Schema.createFieldsVector(builder, fields), 0, 0);
    }

    private static int field(FlatBufferBuilder builder, String name, ColumnType type) {
        return switch (type.shape()) {
            case LIST -> {
                int element = field(builder, "element", type.element());
                int children = Field.createChildrenVector(builder, new int[] {element});
                org.apache.arrow.flatbuf.List.startList(builder);
                int list = org.apache.arrow.flatbuf.List.endList(builder);
                yield Field.createField(builder, builder.createString(name), true, Type.List, list, 0, children, 0);
            }
            case SCALAR -> {
                int children = Field.createChildrenVector(builder, new int[0]);
                int extension = extension(builder, type.kind());
                yield Field.createField(
                        builder,
                        builder.createString(name),
                        true,
                        typeCode(type.kind()),
                        type(builder, type),
                        0,
                        children,
                        extension);
            }
        };
    }

    private static byte typeCode(Kind kind) {
        return switch (kind) {
            case BOOLEAN -> Type.Bool;
            case INT32, INT64 -> Type.Int;
            case FLOAT32, FLOAT64 -> Type.FloatingPoint;
            case DATE -> Type.Date;
            case TIMESTAMP, INSTANT -> Type.Timestamp;
            case TEXT, JSON -> Type.Utf8;
            case BYTES -> Type.Binary;
            case UUID -> Type.FixedSizeBinary;
            case DECIMAL -> Type.Decimal;
        };
    }

    private static int type(FlatBufferBuilder builder, ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> {
                Bool.startBool(builder);
                yield Bool.endBool(builder);
            }
            case INT32 -> Int.createInt(builder, Integer.SIZE, true);
            case INT64 -> Int.createInt(builder, Long.SIZE, true);
            case FLOAT32 -> FloatingPoint.createFloatingPoint(builder, Precision.SINGLE);
            case FLOAT64 -> FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
            case DATE -> Date.createDate(builder, DateUnit.DAY);
            case TIMESTAMP -> Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, 0);
            case INSTANT -> Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, builder.createString("UTC"));
            case TEXT, JSON -> {
                Utf8.startUtf8(builder);
                yield Utf8.endUtf8(builder);
            }
            case BYTES -> {
                Binary.startBinary(builder);
                yield Binary.endBinary(builder);
            }
            case UUID -> FixedSizeBinary.createFixedSizeBinary(builder, UUID_BYTES);
            case DECIMAL -> Decimal.createDecimal(builder, type.precision(), type.scale(), DECIMAL_BITS);
        };
    }

    /** The canonical extension types; 0 for the other kinds. */
    private static int extension(FlatBufferBuilder builder, Kind kind) {
        return switch (kind) {
            case UUID -> extension(builder, "arrow.uuid");
            case JSON -> extension(builder, "arrow.json");
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, DATE, TIMESTAMP, INSTANT, TEXT, BYTES, DECIMAL -> 0;
        };
    }

    private static int extension(FlatBufferBuilder builder, String name) {
        int type = KeyValue.createKeyValue(
                builder, builder.createString("ARROW:extension:name"), builder.createString(name));
        int data = KeyValue.createKeyValue(
                builder, builder.createString("ARROW:extension:metadata"), builder.createString(""));
        return Field.createCustomMetadataVector(builder, new int[] {type, data});
    }
}
