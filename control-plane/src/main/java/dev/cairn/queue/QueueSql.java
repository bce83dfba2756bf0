package dev.cairn.queue;

import dev.cairn.experiments.RunState;
import dev.cairn.ids.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of run_owner and run_heartbeat. */
final class QueueSql {
    /** The owner of a run that nobody works on, so that the last owner's fence is no longer valid. */
    static final String NOBODY = "";

    private QueueSql() {}

    /** Takes ownership and returns the new fence. It waits for a commit of the previous owner, which locks the row. */
    static long takeOver(Handle handle, RunId run, String owner, Duration lease) {
        return handle.createQuery("""
                        with own as (
                            insert into run_owner as o (run_id, owner, fence) values (:run, :owner, 1)
                            on conflict (run_id) do update set owner = excluded.owner, fence = o.fence + 1
                            returning run_id, fence)
                        insert into run_heartbeat (run_id, fence, lease_until)
                        select run_id, fence, clock_timestamp() + make_interval(secs => :lease) from own
                        on conflict (run_id) do update set fence = excluded.fence, lease_until = excluded.lease_until
                        returning fence""")
                .bind("run", run.value())
                .bind("owner", owner)
                .bind("lease", seconds(lease))
                .mapTo(Long.class)
                .one();
    }

    /** What a heartbeat finds in the locked row. */
    record Beat(RunState state, boolean draining) {}

    static Optional<Beat> beat(Handle handle, Lease held) {
        return handle.createQuery("""
                        update run_heartbeat h set lease_until = clock_timestamp() + make_interval(secs => :lease)
                        from run r join pool p on p.name = r.pool
                        where h.run_id = :run and h.fence = :fence and r.id = h.run_id
                        returning r.state,
                            p.state = 'draining' or (select state from queue_control) = 'draining' as draining""")
                .bind("lease", seconds(held.length()))
                .bind("run", held.run().value())
                .bind("fence", held.fence())
                .map((row, context) -> new Beat(RunState.of(row.getString("state")), row.getBoolean("draining")))
                .findOne();
    }

    /**
     * A locked run after the removal of its ownership.
     *
     * @param state cannot change until the transaction of the caller ends
     * @param wasHeld false if the lease was no longer held; then nothing was removed
     */
    record Removed(RunState state, boolean wasHeld) {}

    /**
     * Locks a run and removes its ownership and live progress. Without its row the owner can neither commit a unit nor send a
     * heartbeat. The run's row is locked first, as in a claim, so that the two never deadlock.
     */
    static Removed removeOwner(Handle handle, Lease held) {
        return handle.createQuery("""
                        with locked as (select id, state from run where id = :run for no key update),
                            gone as (
                                delete from run_owner o using locked l
                                where o.run_id = l.id and o.owner = :owner and o.fence = :fence returning o.run_id),
                            progress as (delete from unit_progress p using gone g where p.run_id = g.run_id)
                        select state, exists (select from gone) as was_held from locked""")
                .bind("run", held.run().value())
                .bind("owner", held.owner())
                .bind("fence", held.fence())
                .map((row, context) -> new Removed(RunState.of(row.getString("state")), row.getBoolean("was_held")))
                .one();
    }

    /** Removes any ownership of a run that has reached a final state. */
    static void removeAnyOwner(Handle handle, RunId run) {
        handle.createUpdate("delete from run_owner where run_id = :run")
                .bind("run", run.value())
                .execute();
    }

    /**
     * Takes a run from its owner, and leaves it without one.
     *
     * @return the new fence; empty if the run was not held with the given fence
     */
    static Optional<Long> disown(Handle handle, RunId run, long fence) {
        return handle.createQuery("""
                        with spent as (
                            update run_owner set owner = :nobody, fence = fence + 1
                            where run_id = :run and fence = :fence returning run_id)
                        delete from run_heartbeat h using spent s where h.run_id = s.run_id returning h.fence""")
                .bind("nobody", NOBODY)
                .bind("run", run.value())
                .bind("fence", fence)
                .mapTo(Long.class)
                .findOne();
    }

    /** A run whose owner's lease has expired. */
    record Expired(RunId run, String owner, long fence) {}

    static List<Expired> expired(Handle handle, int limit) {
        return handle.createQuery("""
                        select h.run_id, o.owner, h.fence from run_heartbeat h join run_owner o using (run_id)
                        where h.lease_until < clock_timestamp() order by h.lease_until limit :limit""")
                .bind("limit", limit)
                .map((row, context) ->
                        new Expired(new RunId(row.getLong("run_id")), row.getString("owner"), row.getLong("fence")))
                .list();
    }

    /** Checks again under lock, since a heartbeat may have arrived in the meantime. */
    static boolean isExpired(Handle handle, Expired run) {
        return handle.createQuery("""
                        select 1 from run_heartbeat
                        where run_id = :run and fence = :fence and lease_until < clock_timestamp() for update""")
                .bind("run", run.run().value())
                .bind("fence", run.fence())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Counts a failed claim; returns the number of failed claims in a row without a finished unit. */
    static int failedClaim(Handle handle, RunId run, long fence) {
        return handle.createQuery("""
                        update run set failed_claims = case
                            when exists (select 1 from run_unit u where u.run_id = run.id and u.fence = :fence) then 1
                            else failed_claims + 1 end
                        where id = :run returning failed_claims""")
                .bind("fence", fence)
                .bind("run", run.value())
                .mapTo(Integer.class)
                .one();
    }

    /** Returns until when the run is not claimed. */
    static Instant notBefore(Handle handle, RunId run, Duration delay) {
        return handle.createQuery("""
                        update run set not_before = now() + make_interval(secs => :delay)
                        where id = :run returning not_before""")
                .bind("delay", seconds(delay))
                .bind("run", run.value())
                .mapTo(Instant.class)
                .one();
    }

    /** Lets a run be claimed at once, unless it has been postponed again since. */
    static void nowInsteadOf(Handle handle, RunId run, Instant notBefore) {
        handle.createUpdate("update run set not_before = null where id = :run and not_before = :then")
                .bind("run", run.value())
                .bind("then", notBefore)
                .execute();
    }

    static void deleteProgress(Handle handle, RunId run) {
        handle.createUpdate("delete from unit_progress where run_id = :run")
                .bind("run", run.value())
                .execute();
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
