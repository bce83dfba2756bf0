package dev.cairn.problems.files;

/**
 * Something that a person should know about a record.
 *
 * @param line where the record begins, from 1; of a Parquet file the row
 */
public record Note(int line, String reason) {}
