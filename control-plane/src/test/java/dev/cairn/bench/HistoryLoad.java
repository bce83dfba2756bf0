package dev.cairn.bench;

import dev.cairn.history.QueryFailedException;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.testing.TestHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/** People who throw heavy queries at the REST door without a pause; two run at a time, the others wait in line. */
final class HistoryLoad implements AutoCloseable {
    private static final List<String> HEAVY = List.of(
            "select count(*) from generate_series(1, 3000000) g where md5(g::text) like '%abc%'",
            "select g from generate_series(1, 1000000) g order by md5(g::text) limit 10",
            "select count(*) from generate_series(1, 2500) a, generate_series(1, 2500) b where (a * b) % 7 = 3",
            "select count(*), avg(r.seed) from history.runs r join history.experiments e using (experiment_id)");

    private final TestHistory history;
    private final AtomicLong done = new AtomicLong();
    private final List<Thread> people = new ArrayList<>();
    private volatile boolean stopping;

    /** @param nice the priority of the queries' processes; empty: that of all others */
    HistoryLoad(RolloutDatabase database, int count, OptionalInt nice) {
        history = TestHistory.on(new JdbcRunner(database.source()), database.historyRoles(), nice);
        for (int i = 0; i < count; i++) {
            int first = i;
            people.add(Thread.ofPlatform().start(() -> ask(first)));
        }
    }

    private void ask(int first) {
        for (int turn = first; !stopping; turn++) {
            try {
                history.csv(TestHistory.ADMIN, HEAVY.get(turn % HEAVY.size()));
                done.incrementAndGet();
            } catch (QueryFailedException e) {
                if (!stopping) {
                    throw e;
                }
            }
        }
    }

    /** Number of queries that were answered. */
    long done() {
        return done.get();
    }

    @Override
    public void close() {
        stopping = true;
        history.close();
        for (Thread person : people) {
            try {
                person.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
