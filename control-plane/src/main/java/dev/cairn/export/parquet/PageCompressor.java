package dev.cairn.export.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/** Compresses the pages of one file, one after the other, in arrays that are used again. */
final class PageCompressor implements AutoCloseable {
    private final ZstdCompressCtx zstd;
    private final Plain plain = new Plain();
    private byte[] packed = new byte[0];

    /** @param level of Zstandard */
    PageCompressor(int level) {
        this.zstd = new ZstdCompressCtx().setLevel(level);
    }

    /** The bytes of a page before they are compressed. */
    private static final class Plain extends ByteArrayOutputStream {
        byte[] array() {
            return buf;
        }
    }

    byte[] compress(BytesInput page) throws IOException {
        plain.reset();
        page.writeAllTo(plain);
        int most = Math.toIntExact(Zstd.compressBound(plain.size()));
        if (packed.length < most) {
            packed = new byte[most];
        }
        int size = zstd.compressByteArray(packed, 0, packed.length, plain.array(), 0, plain.size());
        return Arrays.copyOf(packed, size);
    }

    @Override
    public void close() {
        zstd.close();
    }
}
