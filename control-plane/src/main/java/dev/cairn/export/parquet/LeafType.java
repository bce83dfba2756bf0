package dev.cairn.export.parquet;

import dev.cairn.export.ColumnType;
import dev.cairn.export.FileColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.UUIDType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** What Parquet calls the kinds of values. */
final class LeafType {
    private static final int SIXTEEN_BYTES = 16;

    private LeafType() {}

    /** The physical type in the terms of the library's encoders. */
    static PrimitiveTypeName physical(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
            case INT32, DATE -> PrimitiveTypeName.INT32;
            case INT64, TIMESTAMP, INSTANT -> PrimitiveTypeName.INT64;
            case FLOAT32 -> PrimitiveTypeName.FLOAT;
            case FLOAT64 -> PrimitiveTypeName.DOUBLE;
            case TEXT, JSON, BYTES -> PrimitiveTypeName.BINARY;
            case UUID, DECIMAL -> PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
        };
    }

    /** The physical type in the footer. */
    static Type stored(ColumnType type) {
        return switch (physical(type)) {
            case BOOLEAN -> Type.BOOLEAN;
            case INT32 -> Type.INT32;
            case INT64 -> Type.INT64;
            case INT96 -> Type.INT96;
            case FLOAT -> Type.FLOAT;
            case DOUBLE -> Type.DOUBLE;
            case BINARY -> Type.BYTE_ARRAY;
            case FIXED_LEN_BYTE_ARRAY -> Type.FIXED_LEN_BYTE_ARRAY;
        };
    }

    /** A column in the terms of the library's encoders. */
    static org.apache.parquet.schema.Type encoded(FileColumn column) {
        ColumnType type = column.type();
        int length = physical(type) == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY ? SIXTEEN_BYTES : 0;
        return switch (type.shape()) {
            case SCALAR -> Types.optional(physical(type)).length(length).named(column.name());
            case LIST ->
                Types.optionalGroup()
                        .addField(Types.repeatedGroup()
                                .addField(Types.optional(physical(type))
                                        .length(length)
                                        .named("element"))
                                .named("list"))
                        .named(column.name());
        };
    }

    /** The path of a column's values below the root. */
    static List<String> path(FileColumn column) {
        return switch (column.type().shape()) {
            case SCALAR -> List.of(column.name());
            case LIST -> List.of(column.name(), "list", "element");
        };
    }

    /** A column in the footer. */
    static List<SchemaElement> described(FileColumn column) {
        List<SchemaElement> elements = new ArrayList<>();
        switch (column.type().shape()) {
            case SCALAR -> elements.add(leaf(column.name(), column.type()));
            case LIST -> {
                elements.add(new SchemaElement(column.name())
                        .setRepetition_type(FieldRepetitionType.OPTIONAL)
                        .setNum_children(1)
                        .setConverted_type(ConvertedType.LIST)
                        .setLogicalType(LogicalType.LIST(new ListType())));
                elements.add(new SchemaElement("list")
                        .setRepetition_type(FieldRepetitionType.REPEATED)
                        .setNum_children(1));
                elements.add(leaf("element", column.type()));
            }
        }
        return elements;
    }

    private static SchemaElement leaf(String name, ColumnType type) {
        SchemaElement leaf =
                new SchemaElement(name).setType(stored(type)).setRepetition_type(FieldRepetitionType.OPTIONAL);
        if (physical(type) == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY) {
            leaf.setType_length(SIXTEEN_BYTES);
        }
        @Nullable LogicalType logical = logical(type);
        if (logical != null) {
            leaf.setLogicalType(logical);
        }
        converted(leaf, type);
        return leaf;
    }

    private static @Nullable LogicalType logical(ColumnType type) {
        return switch (type.kind()) {
            case TEXT -> LogicalType.STRING(new StringType());
            case JSON -> LogicalType.JSON(new JsonType());
            case UUID -> LogicalType.UUID(new UUIDType());
            case DATE -> LogicalType.DATE(new DateType());
            case TIMESTAMP -> LogicalType.TIMESTAMP(new TimestampType(false, TimeUnit.MICROS(new MicroSeconds())));
            case INSTANT -> LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MICROS(new MicroSeconds())));
            case DECIMAL -> LogicalType.DECIMAL(new DecimalType(type.scale(), type.precision()));
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, BYTES -> null;
        };
    }

    /** The older names of logical types, for readers that know no others. */
    private static void converted(SchemaElement leaf, ColumnType type) {
        switch (type.kind()) {
            case TEXT -> leaf.setConverted_type(ConvertedType.UTF8);
            case JSON -> leaf.setConverted_type(ConvertedType.JSON);
            case DATE -> leaf.setConverted_type(ConvertedType.DATE);
            case INSTANT -> leaf.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
            case DECIMAL ->
                leaf.setConverted_type(ConvertedType.DECIMAL)
                        .setScale(type.scale())
                        .setPrecision(type.precision());
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, BYTES, UUID, TIMESTAMP -> {}
        }
    }
}
