package dev.cairn.queue;

import dev.cairn.base.Ticker;
import dev.cairn.ids.RunId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Runs that may be claimed next, best first. They are read in batches, so that a claim neither sorts the queue nor
 * scans entries claimed before it, which stay in the index while an old snapshot is open.
 *
 * <p>This is only an order: each claim checks its run under lock.
 */
final class Candidates {
    private static final int BATCH = 200;

    private final Duration lookAhead;
    private final Ticker ticker;
    private final Queue<RunId> next = new ArrayDeque<>();
    private Set<String> pools = Set.of();
    private long readAt;

    Candidates(Duration lookAhead, Ticker ticker) {
        this.lookAhead = lookAhead;
        this.ticker = ticker;
    }

    /** Reads the order from the database. */
    @FunctionalInterface
    interface Reader {
        List<RunId> read();
    }

    /** Drops candidates that were read too long ago, or for other pools. */
    synchronized void evictStale(Set<String> wanted) {
        if (!wanted.equals(pools) || ticker.since(readAt).compareTo(lookAhead) > 0) {
            next.clear();
        }
    }

    /** The next candidate of the batch. */
    synchronized Optional<RunId> poll() {
        return Optional.ofNullable(next.poll());
    }

    /** All candidates that are left, best first. */
    synchronized List<RunId> rest() {
        return List.copyOf(next);
    }

    /** Drops a candidate and all before it. */
    synchronized void dropThrough(RunId run) {
        if (next.contains(run)) {
            while (!run.equals(next.poll())) {
                // One that somebody else has taken.
            }
        }
    }

    /** Reads a new batch. */
    synchronized boolean refill(Set<String> wanted, Reader reader) {
        if (next.isEmpty()) {
            next.addAll(reader.read());
            pools = wanted;
            readAt = ticker.nanos();
        }
        return !next.isEmpty();
    }

    /** Drops all candidates, because they are out of date. */
    synchronized void clear() {
        next.clear();
    }

    /**
     * Orders by priority. At equal priority the owner with the fewest runs in progress comes next, with its oldest run.
     * Runs that cannot be claimed now are left out, so that they do not hold up others.
     */
    static List<RunId> read(Handle handle, Set<String> pools) {
        return handle.createQuery("""
                with active as (
                    select owner, pool, count(*) as running, sum(training_slots) as training_slots from run
                    where state in ('running', 'pausing', 'cancelling') group by owner, pool),
                owners as (select owner, sum(running) as running from active group by owner),
                open_pools as (
                    select p.name, p.training_slots as room, coalesce(a.training_slots, 0) as used from pool p left join (select pool, sum(training_slots) as training_slots from active group by pool) a
                        on a.pool = p.name
                    where p.name = any (:pools) and p.state = 'open' and (p.training_slots is null or coalesce(a.training_slots, 0) < p.training_slots)
                        and (select state from queue_control) = 'open'),
                turns as (
                    select r.id, r.priority, coalesce(o.running, 0)
                        + row_number() over (partition by r.priority, r.owner order by r.id) as turn
                    from run r join open_pools p on p.name = r.pool
                        left join owners o on o.owner = r.owner left join quota q on q.owner = r.owner
                    where r.state = 'queued' and (p.room is null or p.used = 0 or p.used + r.training_slots <= p.room)
                        and (r.not_before is null or r.not_before <= now())
                        and (q.max_running is null or coalesce(o.running, 0) < q.max_running))
                select id from turns order by priority desc, turn, id limit :limit""")
                .bindArray("pools", String.class, pools)
                .bind("limit", BATCH)
                .map((row, context) -> new RunId(row.getLong("id")))
                .list();
    }
}
