package dev.cairn.export.parquet;

import dev.cairn.export.BatchColumn;
import dev.cairn.export.FileColumn;
import java.io.IOException;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;

/** Encodes one column in one row group, one page per batch. */
final class ColumnEncoder {
    /** Levels of a list's parts: NULL itself, empty, NULL inside, and a value. */
    private static final int LIST_EMPTY = 1;

    private static final int ELEMENT_NULL = 2;
    private static final int ELEMENT = 3;
    private static final int LIST_WIDTH = 2;

    private final ValueEncoder values;
    private final PageBytes page;
    private final PageCompressor compressor;
    private final ColumnPages pages;
    private int[] definitions = new int[0];
    private int[] repetitions = new int[0];
    private long nulls;

    /**
     * @param page shared by the columns of a row group, which are encoded one after the other
     * @param compressor likewise
     */
    ColumnEncoder(FileColumn column, PageBytes page, PageCompressor compressor) {
        this.values = ValueEncoder.of(column.type());
        this.page = page;
        this.compressor = compressor;
        this.pages = new ColumnPages(column);
    }

    void add(BatchColumn column) throws IOException {
        page.clear();
        BatchColumn present = switch (column.type().shape()) {
            case SCALAR -> column;
            case LIST -> column.elements();
        };
        int entries = switch (column.type().shape()) {
            case SCALAR -> writeLevels(column);
            case LIST -> writeListLevels(column);
        };
        nulls += entries - (present.size() - present.nulls());
        Encoding encoding = values.write(present, page);
        PageHeader header = new PageHeader(PageType.DATA_PAGE, page.size(), 0)
                .setData_page_header(new DataPageHeader(entries, encoding, Encoding.RLE, Encoding.RLE));
        pages.add(header, compressor.compress(page), encoding, entries);
    }

    /** Bytes of the pages so far. */
    int bytes() {
        return pages.bytes();
    }

    ColumnPages end() throws IOException {
        page.clear();
        int distinct = values.writeDictionary(page);
        if (distinct > 0) {
            PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, page.size(), 0)
                    .setDictionary_page_header(new DictionaryPageHeader(distinct, Encoding.PLAIN));
            pages.setDictionary(header, compressor.compress(page));
        }
        Statistics statistics = new Statistics().setNull_count(nulls);
        values.describe(statistics);
        pages.setStatistics(statistics);
        return pages;
    }

    private int writeLevels(BatchColumn column) {
        int start = page.size();
        page.putInt(0);
        if (column.nulls() == 0) {
            Hybrid.repeat(1, column.size(), 1, page);
        } else {
            reserve(column.size());
            for (int i = 0; i < column.size(); i++) {
                definitions[i] = column.isNull(i) ? 0 : 1;
            }
            Hybrid.write(definitions, column.size(), 1, page);
        }
        page.setInt(start, page.size() - start - Integer.BYTES);
        return column.size();
    }

    private int writeListLevels(BatchColumn column) {
        BatchColumn elements = column.elements();
        reserve(column.size() + elements.size());
        int count = 0;
        for (int i = 0; i < column.size(); i++) {
            int start = column.start(i);
            int end = column.end(i);
            if (start == end) {
                repetitions[count] = 0;
                definitions[count++] = column.isNull(i) ? 0 : LIST_EMPTY;
            }
            for (int j = start; j < end; j++) {
                repetitions[count] = j == start ? 0 : 1;
                definitions[count++] = elements.isNull(j) ? ELEMENT_NULL : ELEMENT;
            }
        }
        writeLevels(repetitions, count, 1);
        writeLevels(definitions, count, LIST_WIDTH);
        return count;
    }

    private void writeLevels(int[] levels, int count, int width) {
        int start = page.size();
        page.putInt(0);
        Hybrid.write(levels, count, width, page);
        page.setInt(start, page.size() - start - Integer.BYTES);
    }

    private void reserve(int entries) {
        if (definitions.length < entries) {
            definitions = new int[entries];
            repetitions = new int[entries];
        }
    }
}
