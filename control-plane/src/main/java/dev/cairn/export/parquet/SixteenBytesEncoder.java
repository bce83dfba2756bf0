package dev.cairn.export.parquet;

import dev.cairn.export.BatchColumn;
import org.apache.parquet.format.Statistics;

/** Values of 16 bytes. They have no statistics: readers do not agree on their order. */
final class SixteenBytesEncoder extends PlainEncoder {
    @Override
    void writePlain(BatchColumn values, PageBytes page) {
        page.put(values.bytes(), 0, values.size() == 0 ? 0 : values.end(values.size() - 1));
    }

    @Override
    void describe(Statistics statistics) {}
}
