package dev.cairn.problems.files;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Limits what is read for one record, so that an endless line does not use up the memory. */
final class RecordBudget extends FilterReader {
    /** Allowance for parsers, which read ahead. */
    private static final int AHEAD = 1 << 16;

    private final int longest;
    private long read;

    RecordBudget(Reader in, int longest) {
        super(in);
        this.longest = longest;
    }

    /** A record is longer than allowed. */
    static final class LongRecordException extends IOException {
        private static final long serialVersionUID = 1L;

        LongRecordException(int longest) {
            super("the record is longer than " + longest
                    + " characters, which is the limit of cairn.problems.max-record-length; shorten or remove it");
        }
    }

    void nextRecord() {
        read = 0;
    }

    @Override
    public int read(char[] buffer, int from, int most) throws IOException {
        int got = super.read(buffer, from, most);
        count(got);
        return got;
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        count(c < 0 ? 0 : 1);
        return c;
    }

    private void count(int characters) throws LongRecordException {
        read += Math.max(0, characters);
        if (read > longest + (long) AHEAD) {
            throw new LongRecordException(longest);
        }
    }
}
