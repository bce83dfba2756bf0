/**
 * What a person submits: the spec with its presets and checks, its expansion into runs, their states and events.
 *
 * <p>Owns the tables experiment, run, run_dependency and run_event. Domain records carry no JPA annotation; entities are
 * package-private; lists and state changes are plain JDBC. May use: {@code soar}, {@code problems}.
 */
@NullMarked
package dev.cairn.experiments;

import org.jspecify.annotations.NullMarked;
