/**
 * Views of lists that are kept under names: a filter, a sort and columns, a person's own or shared with all.
 *
 * <p>Owns the table list_view. What a view may contain is decided by {@link dev.cairn.lists}.
 */
@NullMarked
package dev.cairn.views;

import org.jspecify.annotations.NullMarked;
