/** What an experiment would cost: completions, tokens, bytes, time, accelerator-hours. */
@NullMarked
package dev.cairn.cost;

import org.jspecify.annotations.NullMarked;
