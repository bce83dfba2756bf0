package dev.cairn.export.parquet;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** The compressed pages of one column in one row group, kept until the group is written. */
final class ColumnPages implements PageWriter {
    private final ZstdCompressCtx zstd;
    private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final Set<org.apache.parquet.format.Encoding> encodings =
            EnumSet.of(org.apache.parquet.format.Encoding.RLE);
    private @Nullable Statistics<?> statistics;
    private long values;
    private long uncompressed;

    ColumnPages(ZstdCompressCtx zstd) {
        this.zstd = zstd;
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
        byte[] plain = array(bytes);
        byte[] packed = zstd.compress(plain);
        PageHeader header = new PageHeader(PageType.DATA_PAGE, plain.length, packed.length)
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
        byte[] plain = array(page.getBytes());
        byte[] packed = zstd.compress(plain);
        PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, plain.length, packed.length)
                .setDictionary_page_header(
                        new DictionaryPageHeader(page.getDictionarySize(), named(page.getEncoding())));
        append(dictionary, header, packed);
        encodings.add(named(page.getEncoding()));
    }

    private void append(ByteArrayOutputStream pages, PageHeader header, byte[] packed) throws IOException {
        int before = pages.size();
        Util.writePageHeader(header, pages);
        uncompressed += pages.size() - before + header.getUncompressed_page_size();
        pages.writeBytes(packed);
    }

    private static byte[] array(BytesInput bytes) throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
        bytes.writeAllTo(copy);
        return copy.toByteArray();
    }

    private static org.apache.parquet.format.Encoding named(Encoding encoding) {
        return org.apache.parquet.format.Encoding.valueOf(encoding.name());
    }

    void writeTo(OutputStream out) throws IOException {
        dictionary.writeTo(out);
        data.writeTo(out);
    }

    int dictionaryBytes() {
        return dictionary.size();
    }

    int bytes() {
        return dictionary.size() + data.size();
    }

    long uncompressedBytes() {
        return uncompressed;
    }

    long values() {
        return values;
    }

    Set<org.apache.parquet.format.Encoding> encodings() {
        return encodings;
    }

    @Nullable
    Statistics<?> statistics() {
        return statistics;
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
