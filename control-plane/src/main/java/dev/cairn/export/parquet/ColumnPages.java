package dev.cairn.export.parquet;

import dev.cairn.export.FileColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;

/** The compressed pages of one column in one row group, kept until the group is written. */
final class ColumnPages {
    private final FileColumn column;
    private final Parts dictionary = new Parts();
    private final Parts data = new Parts();
    private final Set<Encoding> encodings = EnumSet.of(Encoding.RLE);
    private Statistics statistics = new Statistics();
    private long values;

    ColumnPages(FileColumn column) {
        this.column = column;
    }

    /** Headers and pages in their order; not in one array, which would have to grow. */
    private static final class Parts {
        private final List<byte[]> parts = new ArrayList<>();
        private int size;
        private long uncompressed;

        void add(PageHeader header, byte[] packed) throws IOException {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            Util.writePageHeader(header.setCompressed_page_size(packed.length), written);
            parts.add(written.toByteArray());
            parts.add(packed);
            size += written.size() + packed.length;
            uncompressed += written.size() + header.getUncompressed_page_size();
        }

        void writeTo(OutputStream out) throws IOException {
            for (byte[] part : parts) {
                out.write(part);
            }
        }
    }

    /** @param entries values and NULLs of the page */
    void add(PageHeader header, byte[] packed, Encoding encoding, int entries) throws IOException {
        data.add(header, packed);
        encodings.add(encoding);
        values += entries;
    }

    void setDictionary(PageHeader header, byte[] packed) throws IOException {
        dictionary.add(header, packed);
        encodings.add(Encoding.PLAIN);
    }

    void setStatistics(Statistics found) {
        statistics = found;
    }

    void writeTo(OutputStream out) throws IOException {
        dictionary.writeTo(out);
        data.writeTo(out);
    }

    int bytes() {
        return dictionary.size + data.size;
    }

    long uncompressedBytes() {
        return dictionary.uncompressed + data.uncompressed;
    }

    /** What the footer says of the column. */
    ColumnMetaData describe(long position) {
        ColumnMetaData described = new ColumnMetaData(
                        LeafType.stored(column.type()),
                        List.copyOf(encodings),
                        LeafType.path(column),
                        CompressionCodec.ZSTD,
                        values,
                        uncompressedBytes(),
                        bytes(),
                        position + dictionary.size)
                .setStatistics(statistics);
        return dictionary.size > 0 ? described.setDictionary_page_offset(position) : described;
    }
}
