/** Reads request bodies strictly: unknown fields, repeated keys, half characters and depth are refused by name. */
@NullMarked
package dev.cairn.rest.json;

import org.jspecify.annotations.NullMarked;
