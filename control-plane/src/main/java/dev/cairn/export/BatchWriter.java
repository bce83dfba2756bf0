package dev.cairn.export;

import java.io.IOException;

/** Writes batches as one file, front to back. */
public interface BatchWriter extends AutoCloseable {
    void write(Batch batch) throws IOException;

    /** Notes in the file, if the format can, that a limit cut its rows. */
    void truncated(String limit);

    /** Ends the file; without it no reader takes the file for a whole one. */
    void finish() throws IOException;

    /** Frees memory; leaves the stream open. */
    @Override
    void close();
}
