package dev.cairn.export;

import java.io.IOException;
import java.io.OutputStream;

/** Keeps no bytes, and does something after every so many of them. */
final class WatchedStream extends OutputStream {
    private final long every;
    private final Look look;
    private long bytes;
    private long next;

    WatchedStream(long every, Look look) {
        this.every = every;
        this.look = look;
        this.next = every;
    }

    /** What is done. */
    interface Look {
        void look() throws IOException;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void write(int b) throws IOException {
        seen(1);
    }

    @Override
    public void write(byte[] b, int from, int length) throws IOException {
        seen(length);
    }

    private void seen(int count) throws IOException {
        bytes += count;
        if (bytes >= next) {
            next += every;
            look.look();
        }
    }
}
