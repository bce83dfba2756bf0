/**
 * Who works on which run: claims, ownership with a fence, leases and heartbeats on the database's clock.
 *
 * <p>Owns the tables run_owner and run_heartbeat; plain JDBC only.
 */
@NullMarked
package dev.cairn.queue;

import org.jspecify.annotations.NullMarked;
