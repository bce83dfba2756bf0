/** Batches of rows as an Arrow IPC stream: Arrow's own library encodes the metadata. */
@NullMarked
package dev.cairn.export.arrow;

import org.jspecify.annotations.NullMarked;
