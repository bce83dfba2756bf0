package dev.cairn.export.parquet;

import org.apache.parquet.column.statistics.DoubleStatistics;
import org.apache.parquet.column.statistics.FloatStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Least and greatest values of a column in a row group, by which readers skip groups. */
final class ColumnStatistics {
    /** Longer texts would fill the footer. */
    private static final int LONGEST = 64;

    private ColumnStatistics() {}

    /** @param physical type of the column */
    static org.apache.parquet.format.Statistics of(Statistics<?> found, PrimitiveTypeName physical) {
        org.apache.parquet.format.Statistics written =
                new org.apache.parquet.format.Statistics().setNull_count(found.getNumNulls());
        if (found.hasNonNullValue() && isUseful(found, physical)) {
            written.setMin_value(found.getMinBytes()).setMax_value(found.getMaxBytes());
        }
        return written;
    }

    /** Zeros are left out because -0.0 equals 0.0, NaN because it has no place in the order. */
    private static boolean isUseful(Statistics<?> found, PrimitiveTypeName physical) {
        return switch (physical) {
            case INT32, INT64, BOOLEAN -> true;
            case DOUBLE -> {
                DoubleStatistics doubles = (DoubleStatistics) found;
                yield isOrdered(doubles.getMin()) && isOrdered(doubles.getMax());
            }
            case FLOAT -> {
                FloatStatistics floats = (FloatStatistics) found;
                yield isOrdered(floats.getMin()) && isOrdered(floats.getMax());
            }
            case BINARY -> found.getMinBytes().length <= LONGEST && found.getMaxBytes().length <= LONGEST;
            case FIXED_LEN_BYTE_ARRAY, INT96 -> false;
        };
    }

    private static boolean isOrdered(double value) {
        return !Double.isNaN(value) && value != 0;
    }
}
