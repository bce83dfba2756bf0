package dev.cairn.problems;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.soar.Problem;
import java.util.Optional;

/** Turns one record of a known format into a problem. */
@FunctionalInterface
interface RecordReader {
    /**
     * @param number of the record in its file, from 1; names records that carry no id
     * @return empty for a record without a checkable answer
     * @throws BrokenRecordException if a field is missing or of the wrong type
     */
    Optional<Problem> read(JsonNode item, int number);

    /** A record that does not fit its format. */
    final class BrokenRecordException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenRecordException(String what) {
            super(what);
        }
    }
}
