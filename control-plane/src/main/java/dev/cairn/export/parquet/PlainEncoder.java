package dev.cairn.export.parquet;

import dev.cairn.export.BatchColumn;

/** Values that are never in a dictionary. */
abstract class PlainEncoder extends ValueEncoder {
    @Override
    final boolean find(BatchColumn values, int[] found) {
        return false;
    }

    @Override
    final int dictionarySize() {
        return 0;
    }

    @Override
    final int dictionaryBytes() {
        return 0;
    }

    @Override
    final void writeDictionary(PageBytes page) {
        throw new UnsupportedOperationException("there is no dictionary");
    }

    @Override
    final long plainBytes(BatchColumn values) {
        return 0;
    }
}
