package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ports.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the records of one format into problems. */
sealed interface RecordReader
        permits CairnRecords, Gsm8kRecords, HarpRecords, MappedRecords, MathRecords, OlympiadBenchRecords {
    /** The readers that can be detected by the fields of the first record; the first match wins. */
    List<RecordReader> ALL = List.of(
            new OlympiadBenchRecords(), new HarpRecords(), new MathRecords(), new Gsm8kRecords(), new CairnRecords());

    /** The format that this reader reads. */
    ProblemFormat format();

    /** The fields that it needs, for messages. */
    String fields();

    /** Whether a file that begins with this record has this format. */
    boolean fits(JsonNode first);

    /** The parts of a problem that the fields of a record like this one become. */
    Map<String, FileField.Use> uses(JsonNode first);

    /**
     * Reads one record.
     *
     * @param place the record's position in its file, which names a record without an id
     * @throws BrokenRecordException if a field is missing or cannot be used
     */
    Reading read(JsonNode item, Place place);

    /**
     * The position of a record in its file.
     *
     * @param number number of the record, from 1
     * @param line line where it begins, from 1
     */
    record Place(int number, int line) {}

    /** The result of reading a record. */
    sealed interface Reading {
        /**
         * A problem.
         *
         * @param unit unit of the answer, from its own field
         * @param warning a note for the user
         */
        record Accepted(
                Problem problem,
                @Nullable String unit,
                @Nullable String warning) implements Reading {
            static Accepted of(String id, String question, String answer) {
                return new Accepted(new Problem(id, question, answer), null, null);
            }
        }

        /** A record that was left out, such as a proof. */
        record Skipped(String reason) implements Reading {}
    }
}
