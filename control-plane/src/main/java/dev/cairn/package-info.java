/**
 * Where the program starts: {@link dev.cairn.Main} reads the command line, prepares HOME and the database, and hands over
 * to Quarkus.
 */
@NullMarked
package dev.cairn;

import org.jspecify.annotations.NullMarked;
