package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;

/** Receives records in the order of their file. */
@FunctionalInterface
interface RecordSink {
    /** @param line where the record begins, from 1 */
    void add(JsonNode item, int line);
}
