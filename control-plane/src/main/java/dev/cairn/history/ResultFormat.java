package dev.cairn.history;

import java.io.OutputStream;
import java.util.List;

/** A format of answers, chosen by the Accept header; listed in {@link ResultFormats}. */
public interface ResultFormat {
    /** Such as {@code text/csv}. */
    String mediaType();

    /** The name in the record of queries, such as {@code csv}. */
    String name();

    /**
     * Checks that the format can express an answer with these columns, before anything is written.
     *
     * @throws QueryFailedException if it cannot; the message says what to change in the query
     */
    default void check(List<Column> columns) {}

    /** A sink for one answer; the caller closes the stream. */
    RowSink open(OutputStream out);
}
