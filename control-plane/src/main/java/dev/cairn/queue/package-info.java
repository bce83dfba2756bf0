/**
 * Who works on which run: claims, ownership with a fence, leases and heartbeats on the database's clock.
 *
 * <p>Owns the tables run_owner, run_heartbeat and control_plane in SQL, and pool, quota and queue_control, which people edit,
 * through a repository.
 */
@NullMarked
package dev.cairn.queue;

import org.jspecify.annotations.NullMarked;
