package dev.cairn.problems.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails if more bytes come out than allowed, since a small gzip file may unpack to any size. */
final class BoundedInput extends FilterInputStream {
    private final long most;
    private long read;

    BoundedInput(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    /** More bytes came out than allowed. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(long most) {
            super("holds more than " + most
                    + " bytes unpacked, which is the limit of cairn.problems.max-unpacked-bytes; split the file");
        }
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int got = super.read(buffer, from, length);
        count(Math.max(0, got));
        return got;
    }

    private void count(int bytes) throws TooLargeException {
        read += bytes;
        if (read > most) {
            throw new TooLargeException(most);
        }
    }
}
