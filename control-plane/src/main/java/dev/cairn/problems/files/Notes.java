package dev.cairn.problems.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Notes on a file. All are counted, and the first ones by line are kept.
 *
 * @param total number of notes
 * @param first at most {@link #KEPT}, in order of lines
 */
public record Notes(int total, List<Note> first) {
    /** More than anyone reads. */
    public static final int KEPT = 1000;

    public Notes {
        first = List.copyOf(first);
    }

    static Notes of(List<Note> all) {
        return new Notes(
                all.size(),
                all.stream()
                        .sorted(Comparator.comparingInt(Note::line))
                        .limit(KEPT)
                        .toList());
    }

    /** These notes and others together, in order of lines. */
    public Notes and(List<Note> others) {
        List<Note> all = new ArrayList<>(first);
        all.addAll(others);
        return new Notes(total + others.size(), of(all).first());
    }

    /**
     * A note for the user about a record.
     *
     * @param line line where the record begins, from 1; the row for a Parquet file
     */
    public record Note(int line, String reason) {}
}
