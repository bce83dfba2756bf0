package dev.cairn.problems.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Finds where a text stops being UTF-8. */
final class Utf8Lines {
    private static final int CHUNK = 1 << 13;

    private Utf8Lines() {}

    /** The line, from 1, of the first byte that is not UTF-8; 0 if there is none. */
    static int firstBroken(InputStream bytes) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.allocate(CHUNK);
        CharBuffer out = CharBuffer.allocate(CHUNK);
        int line = 1;
        boolean end = false;
        while (!end) {
            int got = bytes.readNBytes(in.array(), in.position(), in.remaining());
            end = in.position() + got < in.capacity();
            in.position(in.position() + got).flip();
            CoderResult result = decoder.decode(in, out.clear(), end);
            for (int i = 0; i < in.position(); i++) {
                line += in.get(i) == '\n' ? 1 : 0;
            }
            if (result.isError()) {
                return line;
            }
            in.compact();
        }
        return 0;
    }
}
