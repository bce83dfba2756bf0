package dev.cairn.problems.files;

/**
 * A note for the user about a record.
 *
 * @param line line where the record begins, from 1; the row for a Parquet file
 */
public record Note(int line, String reason) {}
