package dev.cairn.queue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Everything that decides which queued runs can start, at one moment. */
record QueueSnapshot(Gate gate, Map<String, PoolNow> pools, Map<String, QuotaNow> quotas) {
    /**
     * A pool.
     *
     * @param trainingSlots the pool's limit
     * @param used training slots used by runs in progress
     * @param runs ids of some of the runs in progress
     * @param planes number of live control planes that serve the pool and claim runs
     */
    record PoolNow(Gate gate, @Nullable Integer trainingSlots, int used, String runs, int planes) {}

    /** An owner with a quota. */
    record QuotaNow(int limit, int used) {}

    static QueueSnapshot read(Handle handle) {
        Map<String, PoolNow> pools = handle.createQuery("""
                        select p.name, p.state, p.training_slots, coalesce(sum(r.training_slots), 0) as used,
                            coalesce(array_to_string((array_agg(r.id order by r.id))[1\\:5], ', '), '') as runs,
                            (select count(*) from control_plane c where p.name = any (c.pools)
                                and c.state = 'claiming'
                                and c.seen_at > now() - make_interval(secs => :deadAfter)) as planes
                        from pool p left join run r on r.pool = p.name
                            and r.state in ('running', 'pausing', 'cancelling')
                        group by p.name, p.state, p.training_slots""")
                .bind("deadAfter", QueueSql.seconds(ControlPlanes.DEAD_AFTER))
                .map((row, context) -> Map.entry(
                        row.getString("name"),
                        new PoolNow(
                                Gate.of(row.getString("state")),
                                row.getObject("training_slots", Integer.class),
                                row.getInt("used"),
                                row.getString("runs"),
                                row.getInt("planes"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<String, QuotaNow> quotas = handle.createQuery("""
                        select q.owner, q.max_running, (select count(*) from run r where r.owner = q.owner
                            and r.state in ('running', 'pausing', 'cancelling')) as used from quota q""")
                .map((row, context) ->
                        Map.entry(row.getString("owner"), new QuotaNow(row.getInt("max_running"), row.getInt("used"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        String gate = handle.select("select state from queue_control")
                .mapTo(String.class)
                .one();
        return new QueueSnapshot(Gate.of(gate), pools, quotas);
    }

    /** The reason why a queued run is waiting. */
    WaitReason waitReason(
            String poolName,
            String owner,
            int trainingSlots,
            int ahead,
            @Nullable Instant notBefore,
            @Nullable String reason) {
        if (gate != Gate.OPEN) {
            return new WaitReason(
                    WaitReasonCode.QUEUE_CLOSED, "the queue is " + gate.wireName() + "; resume it to start runs");
        }
        PoolNow pool = Optional.ofNullable(pools.get(poolName))
                .orElseThrow(() -> new IllegalStateException("pool " + poolName + " no longer exists"));
        if (pool.gate() != Gate.OPEN) {
            return new WaitReason(
                    WaitReasonCode.POOL_CLOSED,
                    "pool " + poolName + " is " + pool.gate().wireName() + "; open it to start runs");
        }
        if (pool.planes() == 0) {
            return new WaitReason(
                    WaitReasonCode.NO_CONTROL_PLANE,
                    "no live control plane serves pool " + poolName + "; start one with --pools " + poolName);
        }
        if (notBefore != null) {
            return new WaitReason(
                    WaitReasonCode.NOT_BEFORE,
                    "it will be tried again at " + notBefore.truncatedTo(ChronoUnit.SECONDS)
                            + (reason == null ? "" : ", after this failure: " + reason));
        }
        QuotaNow quota = quotas.get(owner);
        if (quota != null && quota.used() >= quota.limit()) {
            return new WaitReason(
                    WaitReasonCode.QUOTA,
                    owner + " has " + quota.used() + (quota.used() == 1 ? " run" : " runs")
                            + " in progress, and the quota is " + quota.limit());
        }
        Integer limit = pool.trainingSlots();
        if (limit != null && pool.used() > 0 && pool.used() + trainingSlots > limit) {
            return new WaitReason(
                    WaitReasonCode.POOL_FULL,
                    "pool " + poolName + " has " + pool.used() + " of " + limit
                            + " training slots in use, and this run needs " + trainingSlots + "; in progress: "
                            + pool.runs());
        }
        if (ahead > 0) {
            return new WaitReason(
                    WaitReasonCode.QUEUE_ORDER, ahead + (ahead == 1 ? " run is" : " runs are") + " ahead of it");
        }
        return new WaitReason(
                WaitReasonCode.QUEUE_ORDER,
                "it is next"
                        + (pool.runs().isEmpty()
                                ? ""
                                : " when a control plane of pool " + poolName + " is free; in progress: "
                                        + pool.runs()));
    }
}
