package dev.cairn.boot;

import dev.cairn.access.AuditIntents;
import dev.cairn.access.IdempotencyKeys;
import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.artifacts.Sweeper;
import dev.cairn.boot.Schedule.Kind;
import dev.cairn.events.EventFeed;
import dev.cairn.events.EventPruning;
import dev.cairn.events.Events;
import dev.cairn.fleet.ServiceWatch;
import dev.cairn.history.HistoryConfig;
import dev.cairn.history.QueryLog;
import dev.cairn.history.logins.LoginWatch;
import dev.cairn.ledger.LiveArtifacts;
import dev.cairn.metrics.LevelGauges;
import dev.cairn.ports.StorageRoot;
import dev.cairn.retention.DeletedExperiments;
import dev.cairn.retention.RetentionPolicies;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Periodic jobs: publish events, retire and sweep files, prune events, keys and the audit, remove what
 * need not be kept, read the gauges, probe registered services. */
@Singleton
final class Background implements AutoCloseable {
    private static final long PUBLISH_MILLIS = 200;
    private static final long MEASURE_SECONDS = 5;
    private static final long LOGINS_SECONDS = 5;
    private static final long SERVICES_SECONDS = 5;
    private static final long RETIRE_SECONDS = 20;
    private static final long REMOVE_SECONDS = 5;
    private static final long POLICIES_MINUTES = 10;
    private static final long SWEEP_MINUTES = 10;
    private static final long PRUNE_MINUTES = 60;

    /** A client that was away for longer reads everything again anyway. */
    private static final Duration EVENTS_KEPT = Duration.ofDays(30);

    /** After so long a query without an end was one of a control plane that died. */
    private static final Duration LONGEST_QUERY = Duration.ofDays(1);

    private static final long KEYS_MINUTES = 60;

    /** Longer than a unit (ten minutes at most) and its owner's lease. */
    private static final Duration SWEEP_GRACE = Duration.ofHours(1);

    private final Events events;
    private final EventFeed feed;
    private final EventPruning pruning;
    private final LiveArtifacts live;
    private final ArtifactStore store;
    private final IdempotencyKeys keys;
    private final AuditIntents intents;
    private final LevelGauges levels;
    private final QueryLog queries;
    private final HistoryConfig history;
    private final LoginWatch logins;
    private final ServiceWatch services;
    private final DeletedExperiments deleted;
    private final RetentionPolicies policies;
    private final Sweeper sweeper;
    private final Schedule schedule = new Schedule();

    public Background(
            Events events,
            EventFeed feed,
            EventPruning pruning,
            LiveArtifacts live,
            ArtifactStore store,
            IdempotencyKeys keys,
            AuditIntents intents,
            LevelGauges levels,
            QueryLog queries,
            HistoryConfig history,
            LoginWatch logins,
            ServiceWatch services,
            DeletedExperiments deleted,
            RetentionPolicies policies,
            Clock clock) {
        this.events = events;
        this.feed = feed;
        this.pruning = pruning;
        this.live = live;
        this.store = store;
        this.keys = keys;
        this.intents = intents;
        this.levels = levels;
        this.queries = queries;
        this.history = history;
        this.logins = logins;
        this.services = services;
        this.deleted = deleted;
        this.policies = policies;
        this.sweeper = new Sweeper(store, live, SWEEP_GRACE, clock);
    }

    void start() {
        feed.start();
        schedule.repeat(Kind.EVENTS, "publishing events", events::publish, PUBLISH_MILLIS);
        schedule.repeat(
                Kind.ROWS,
                "pruning events",
                () -> pruning.olderThan(EVENTS_KEPT),
                TimeUnit.MINUTES.toMillis(PRUNE_MINUTES));
        schedule.repeat(Kind.ROWS, "reading the gauges", levels::read, TimeUnit.SECONDS.toMillis(MEASURE_SECONDS));
        schedule.repeat(Kind.FILES, "retiring artifacts", this::retire, TimeUnit.SECONDS.toMillis(RETIRE_SECONDS));
        schedule.repeat(Kind.FILES, "sweeping artifacts", sweeper::sweep, TimeUnit.MINUTES.toMillis(SWEEP_MINUTES));
        schedule.repeat(
                Kind.DELETION,
                "removing deleted experiments",
                deleted::remove,
                TimeUnit.SECONDS.toMillis(REMOVE_SECONDS));
        schedule.repeat(
                Kind.RETENTION,
                "applying retention policies",
                policies::apply,
                TimeUnit.MINUTES.toMillis(POLICIES_MINUTES));
        schedule.repeat(
                Kind.ROWS, "settling the audit", intents::settleAbandoned, TimeUnit.MINUTES.toMillis(SWEEP_MINUTES));
        schedule.repeat(Kind.ROWS, "watching logins", logins::look, TimeUnit.SECONDS.toMillis(LOGINS_SECONDS));
        schedule.repeat(Kind.SERVICES, "probing services", services::look, TimeUnit.SECONDS.toMillis(SERVICES_SECONDS));
        schedule.repeat(Kind.ROWS, "pruning queries", this::pruneQueries, TimeUnit.MINUTES.toMillis(PRUNE_MINUTES));
        schedule.repeat(Kind.ROWS, "sweeping idempotency keys", keys::sweep, TimeUnit.MINUTES.toMillis(KEYS_MINUTES));
    }

    private void pruneQueries() {
        queries.prune(history.recordsKept(), LONGEST_QUERY);
    }

    private void retire() {
        for (String path : live.retire()) {
            store.delete(StorageRoot.DURABLE, path);
            sweeper.sweepAgain(path);
        }
    }

    @Override
    public void close() {
        feed.close();
        schedule.close();
    }
}
