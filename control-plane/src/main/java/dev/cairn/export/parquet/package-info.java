/**
 * Batches of rows as a Parquet file, written front to back: Parquet's own library encodes the pages, the headers and
 * the footer (ADR 30).
 */
@NullMarked
package dev.cairn.export.parquet;

import org.jspecify.annotations.NullMarked;
