package dev.cairn.export.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;

/** Compresses pages, one after the other, in an array that is used again. */
final class PageCompressor implements AutoCloseable {
    private final ZstdCompressCtx zstd;
    private byte[] packed = new byte[0];

    /** @param level of Zstandard */
    PageCompressor(int level) {
        this.zstd = new ZstdCompressCtx().setLevel(level);
    }

    byte[] compress(PageBytes page) {
        int most = Math.toIntExact(Zstd.compressBound(page.size()));
        if (packed.length < most) {
            packed = new byte[most];
        }
        int size = zstd.compressByteArray(packed, 0, packed.length, page.array(), 0, page.size());
        return Arrays.copyOf(packed, size);
    }

    @Override
    public void close() {
        zstd.close();
    }
}
