package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ports.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the records of one format into problems. */
sealed interface RecordReader
        permits CairnRecords, Gsm8kRecords, HarpRecords, MappedRecords, MathRecords, OlympiadBenchRecords {
    /** Those that a first record may tell by its fields; an earlier one wins. */
    List<RecordReader> ALL = List.of(
            new OlympiadBenchRecords(), new HarpRecords(), new MathRecords(), new Gsm8kRecords(), new CairnRecords());

    /** What this reads. */
    ProblemFormat format();

    /** The fields it needs, for people. */
    String fields();

    /** Whether a file that begins with this record is one of this format. */
    boolean fits(JsonNode first);

    /**
     * One record.
     *
     * @param place of the record in its file; names records that carry no id
     * @throws BrokenRecordException if a field is missing or can't be used
     */
    Reading read(JsonNode item, Place place);

    /**
     * Where a record stands.
     *
     * @param number among the records, from 1
     * @param line where it begins, from 1
     */
    record Place(int number, int line) {}

    /** What a record came to. */
    sealed interface Reading {
        /**
         * A problem.
         *
         * @param unit of the answer, in a field of its own
         * @param warning what a person should know
         */
        record Taken(
                Problem problem,
                @Nullable String unit,
                @Nullable String warning) implements Reading {
            static Taken of(String id, String question, String answer) {
                return new Taken(new Problem(id, question, answer), null, null);
            }
        }

        /** Left out, such as a proof. */
        record Skipped(String reason) implements Reading {}
    }
}
