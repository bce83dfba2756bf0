/**
 * Batches of rows as a Parquet file, written front to back: our encoders write the pages, Parquet's own library
 * the headers and the footer (ADR 30).
 */
@NullMarked
package dev.cairn.export.parquet;

import org.jspecify.annotations.NullMarked;
