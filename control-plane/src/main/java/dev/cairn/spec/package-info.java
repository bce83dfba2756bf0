/** The specification of an experiment, its checks and presets, and the plan of its runs. */
@NullMarked
package dev.cairn.spec;

import org.jspecify.annotations.NullMarked;
