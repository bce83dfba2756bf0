/** What is asked for: the specification, its checks and presets, and the runs it expands to. */
@NullMarked
package dev.cairn.spec;

import org.jspecify.annotations.NullMarked;
