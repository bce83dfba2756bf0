package dev.cairn.history;

import dev.cairn.base.Deadline;
import dev.cairn.base.Ticker;
import dev.cairn.history.RunningQuery.Stop;
import dev.cairn.jdbc.DatabaseException;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the queries of this control plane that take too long, or that somebody cancelled through another control plane.
 * The limits of the sessions themselves are not relied on.
 */
@Singleton
public final class QueryWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(QueryWatch.class);
    private static final long LOOK_MILLIS = 200;

    private final QueryLog log;
    private final Ticker ticker;
    private final Map<Long, RunningQuery> running = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService thread;

    public QueryWatch(QueryLog log, Ticker ticker) {
        this.log = log;
        this.ticker = ticker;
    }

    /** Adds a query that the current thread will wait for. */
    RunningQuery add(long id) {
        start();
        RunningQuery query = new RunningQuery(id, Thread.currentThread(), limit -> Deadline.in(limit, ticker));
        running.put(id, query);
        return query;
    }

    void remove(RunningQuery query) {
        running.remove(query.id());
    }

    /** Cancels a query if it runs here. */
    boolean cancel(long id) {
        @Nullable RunningQuery query = running.get(id);
        if (query == null) {
            return false;
        }
        query.stop(Stop.CANCELLED);
        return true;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the watch
    private synchronized void start() {
        if (thread == null) {
            thread = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("history-watch").factory());
            thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        try {
            running.values().forEach(RunningQuery::look);
            if (!running.isEmpty()) {
                log.cancelRequested(running.keySet()).forEach(this::cancel);
            }
        } catch (DatabaseException e) {
            LOG.debugf("cancelled queries cannot be looked up: %s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("looking at the running queries failed", e);
        }
    }

    /** Ends all queries of this control plane. */
    @Override
    public synchronized void close() {
        running.values().forEach(query -> query.stop(Stop.SHUTDOWN));
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }
}
