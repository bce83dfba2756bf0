/** Batches of rows as a Parquet file, written front to back: Parquet's own library encodes pages and metadata. */
@NullMarked
package dev.cairn.export.parquet;

import org.jspecify.annotations.NullMarked;
