/** The interfaces through which the algorithm reaches engine, trainer, grader, journal and files, with their values. */
@NullMarked
package dev.cairn.ports;

import org.jspecify.annotations.NullMarked;
