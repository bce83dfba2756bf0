/** What the algorithm needs of the outside: engine, trainer, grader, journal, files; and the values that pass through. */
@NullMarked
package dev.cairn.ports;

import org.jspecify.annotations.NullMarked;
