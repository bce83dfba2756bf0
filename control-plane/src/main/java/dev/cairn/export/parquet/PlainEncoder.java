package dev.cairn.export.parquet;

import dev.cairn.export.BatchColumn;
import org.apache.parquet.format.Encoding;

/** Encodes values as they are. */
abstract class PlainEncoder extends ValueEncoder {
    @Override
    final Encoding write(BatchColumn values, PageBytes page) {
        writePlain(values, page);
        return Encoding.PLAIN;
    }

    @Override
    final int writeDictionary(PageBytes page) {
        return 0;
    }

    abstract void writePlain(BatchColumn values, PageBytes page);
}
