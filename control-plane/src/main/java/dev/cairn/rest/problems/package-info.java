/** Problem sets, and verdicts on answers. */
@NullMarked
package dev.cairn.rest.problems;

import org.jspecify.annotations.NullMarked;
