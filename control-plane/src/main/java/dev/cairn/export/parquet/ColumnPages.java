package dev.cairn.export.parquet;

import dev.cairn.export.FileColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** The compressed pages of one column in one row group, kept until the group is written. */
final class ColumnPages implements PageWriter {
    private final FileColumn column;
    private final PageCompressor compressor;
    private final Parts dictionary = new Parts();
    private final Parts data = new Parts();
    private final Set<org.apache.parquet.format.Encoding> encodings =
            EnumSet.of(org.apache.parquet.format.Encoding.RLE);
    private @Nullable Statistics<?> statistics;
    private long values;
    private long uncompressed;

    /** @param compressor shared by the columns of a row group, whose pages are written one after the other */
    ColumnPages(FileColumn column, PageCompressor compressor) {
        this.column = column;
        this.compressor = compressor;
    }

    /** Headers and pages in their order; not in one array, which would have to grow. */
    private static final class Parts {
        private final List<byte[]> parts = new ArrayList<>();
        private int size;

        void add(byte[] part) {
            parts.add(part);
            size += part.length;
        }

        void writeTo(OutputStream out) throws IOException {
            for (byte[] part : parts) {
                out.write(part);
            }
        }
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> ofPage,
            SizeStatistics sizes,
            GeospatialStatistics places,
            Encoding repetition,
            Encoding definition,
            Encoding encoding)
            throws IOException {
        byte[] packed = compressor.compress(bytes);
        PageHeader header = new PageHeader(PageType.DATA_PAGE, Math.toIntExact(bytes.size()), packed.length)
                .setData_page_header(
                        new DataPageHeader(valueCount, named(encoding), named(definition), named(repetition)));
        append(data, header, packed);
        encodings.add(named(encoding));
        values += valueCount;
        if (statistics == null) {
            statistics = ofPage;
        } else {
            statistics.mergeStatistics(ofPage);
        }
    }

    @Override
    @SuppressWarnings("deprecation") // the interface has no default for it
    public void writePage(
            BytesInput bytes,
            int valueCount,
            Statistics<?> ofPage,
            Encoding repetition,
            Encoding definition,
            Encoding encoding) {
        throw new UnsupportedOperationException("a page without the number of its rows");
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> ofPage,
            Encoding repetition,
            Encoding definition,
            Encoding encoding) {
        throw new UnsupportedOperationException("a page without statistics of its size");
    }

    @Override
    public void writePageV2(
            int rowCount,
            int nullCount,
            int valueCount,
            BytesInput repetitions,
            BytesInput definitions,
            Encoding encoding,
            BytesInput bytes,
            Statistics<?> ofPage) {
        throw new UnsupportedOperationException("pages of version 2");
    }

    @Override
    public void writeDictionaryPage(DictionaryPage page) throws IOException {
        byte[] packed = compressor.compress(page.getBytes());
        PageHeader header = new PageHeader(
                        PageType.DICTIONARY_PAGE,
                        Math.toIntExact(page.getBytes().size()),
                        packed.length)
                .setDictionary_page_header(
                        new DictionaryPageHeader(page.getDictionarySize(), named(page.getEncoding())));
        append(dictionary, header, packed);
        encodings.add(named(page.getEncoding()));
    }

    private void append(Parts pages, PageHeader header, byte[] packed) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Util.writePageHeader(header, written);
        uncompressed += written.size() + header.getUncompressed_page_size();
        pages.add(written.toByteArray());
        pages.add(packed);
    }

    private static org.apache.parquet.format.Encoding named(Encoding encoding) {
        return org.apache.parquet.format.Encoding.valueOf(encoding.name());
    }

    void writeTo(OutputStream out) throws IOException {
        dictionary.writeTo(out);
        data.writeTo(out);
    }

    int bytes() {
        return dictionary.size + data.size;
    }

    long uncompressedBytes() {
        return uncompressed;
    }

    /** What the footer says of the column. */
    ColumnMetaData describe(long position) {
        ColumnMetaData described = new ColumnMetaData(
                LeafType.stored(column.type()),
                List.copyOf(encodings),
                LeafType.path(column),
                CompressionCodec.ZSTD,
                values,
                uncompressed,
                bytes(),
                position + dictionary.size);
        if (dictionary.size > 0) {
            described.setDictionary_page_offset(position);
        }
        if (statistics != null) {
            described.setStatistics(ColumnStatistics.of(statistics, LeafType.physical(column.type())));
        }
        return described;
    }

    @Override
    public long getMemSize() {
        return bytes();
    }

    @Override
    public long allocatedSize() {
        return bytes();
    }

    @Override
    public String memUsageString(String prefix) {
        return prefix + " " + bytes() + " bytes";
    }
}
