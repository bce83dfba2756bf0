/** The stream of events. Owns the tables run_event and event_position. */
@NullMarked
package dev.cairn.events;

import org.jspecify.annotations.NullMarked;
