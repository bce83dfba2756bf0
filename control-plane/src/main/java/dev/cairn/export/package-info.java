/**
 * Answers of history as files: columnar batches of rows, written as Parquet or as an Arrow stream, and whole experiments
 * (ADR 30).
 */
@NullMarked
package dev.cairn.export;

import org.jspecify.annotations.NullMarked;
