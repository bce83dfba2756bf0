/**
 * Who works on which run: claims, ownership with a fence, leases and heartbeats on the database's clock.
 *
 * <p>Owns the tables run_owner and run_heartbeat, in SQL only.
 */
@NullMarked
package dev.cairn.queue;

import org.jspecify.annotations.NullMarked;
