/**
 * The interfaces through which the algorithm reaches engine, trainer, grader, journal and files, with their values; also
 * the prompts that are sent.
 */
@NullMarked
package dev.cairn.ports;

import org.jspecify.annotations.NullMarked;
