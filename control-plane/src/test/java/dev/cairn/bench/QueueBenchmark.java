package dev.cairn.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cairn.lists.ExperimentLists;
import dev.cairn.lists.ListQuery;
import dev.cairn.queue.QueueView;
import dev.cairn.testing.TestControlPlane;
import dev.cairn.testing.TestJson;
import dev.cairn.testing.TestSpecs;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures the queue on the local PostgreSQL, with many runs queued: how many runs are claimed and ended per second,
 * what an open transaction costs, and how long the first page of list and queue takes during claims.
 */
@Command(name = "queue", mixinStandardHelpOptions = true)
public final class QueueBenchmark implements Callable<Integer> {
    private static final int OWNERS = 8;
    private static final int WARM_UP_SECONDS = 30;
    private static final int QUERY_WARM_UP_SECONDS = 5;
    private static final int PEOPLE = 10;

    /** As boot.Startup sets it for the local server. */
    private static final int QUERY_NICE = 15;

    private static final long OWNER_PAUSE = 0;
    private static final int REFILL = 5_000;
    private static final int PAGE = 50;
    private static final long TWENTY_MILLIS = 20_000_000;

    /** With the time that a claim and its end take: about 50 per second. */
    private static final long STEADY_PAUSE = TWENTY_MILLIS - 5_000_000;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(names = "--queued", defaultValue = "10000", description = "runs that are queued while pages are read")
    private int queued;

    @Option(
            names = "--history",
            description = "only: the queue while ten people throw heavy queries at SQL over history")
    private boolean history;

    public static void main(String... arguments) {
        BenchOptions.run(new QueueBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (history) {
            queries();
            return 0;
        }
        throughput();
        pages();
        return 0;
    }

    /** What the queue does without queries, with queries as the application runs them, and with queries of equal priority. */
    private void queries() throws Exception {
        Beside none = new Beside("no queries");
        for (int run = 0; run < options.runs(); run++) {
            try (RolloutDatabase database = RolloutDatabase.start()) {
                if (run == 0) {
                    Machine.here().print("queue: ten people with heavy queries", settings(database));
                }
                measure(database, none);
            }
        }
        none.print();
        for (OptionalInt nice : List.of(OptionalInt.of(QUERY_NICE), OptionalInt.empty())) {
            Beside beside = new Beside(nice.isPresent() ? "queries" : "queries of equal priority");
            Figure answered = new Figure("answered", "queries");
            for (int run = 0; run < options.runs(); run++) {
                try (RolloutDatabase database = RolloutDatabase.start();
                        HistoryLoad load = new HistoryLoad(database, PEOPLE, nice)) {
                    measure(database, beside);
                    answered.add((double) load.done());
                }
            }
            beside.print();
            answered.print();
        }
    }

    /** What is measured beside one kind of load: the highest rate, and how long calls take at it and at a steady rate. */
    private static final class Beside {
        private final Figure rate;
        private final Figure fullClaims;
        private final Figure fullHeartbeats;
        private final Figure steadyRate;
        private final Figure claims;
        private final Figure heartbeats;

        Beside(String what) {
            rate = new Figure("claimed and ended, " + what, "per second");
            fullClaims = new Figure("claims at that rate, 95th %", "ms");
            fullHeartbeats = new Figure("heartbeats at that rate, 95th %", "ms");
            steadyRate = new Figure("claimed and ended at a steady rate, " + what, "per second");
            claims = new Figure("claims at the steady rate, 95th %", "ms");
            heartbeats = new Figure("heartbeats at the steady rate, 95th %", "ms");
        }

        void print() {
            for (Figure figure : List.of(rate, fullClaims, fullHeartbeats, steadyRate, claims, heartbeats)) {
                figure.print();
            }
        }
    }

    private void measure(RolloutDatabase database, Beside beside) throws Exception {
        fill(database, queued + REFILL);
        try (QueueLoad load = new QueueLoad(database.source(), OWNERS, OWNER_PAUSE);
                Refill refill = new Refill(database, load)) {
            refill.start();
            rate(load, QUERY_WARM_UP_SECONDS);
            LeaseProbe probe = probed(database, load, beside.rate);
            beside.fullClaims.add(probe.claim());
            beside.fullHeartbeats.add(probe.heartbeat());
        }
        try (QueueLoad load = new QueueLoad(database.source(), 1, STEADY_PAUSE)) {
            rate(load, QUERY_WARM_UP_SECONDS);
            LeaseProbe probe = probed(database, load, beside.steadyRate);
            beside.claims.add(probe.claim());
            beside.heartbeats.add(probe.heartbeat());
        }
    }

    private LeaseProbe probed(RolloutDatabase database, QueueLoad load, Figure rate) throws InterruptedException {
        LeaseProbe probe = new LeaseProbe(database.source());
        try (probe) {
            rate.add(rate(load, options.seconds()));
        }
        if (probe.lost() > 0) {
            throw new IllegalStateException(probe.lost() + " leases were lost");
        }
        return probe;
    }

    private void throughput() throws Exception {
        Figure free = new Figure("runs claimed and ended", "per second");
        Figure held = new Figure("the same with an open snapshot", "per second");
        Figure last = new Figure("of that, the last ten seconds", "per second");
        for (int run = 0; run < options.runs(); run++) {
            try (RolloutDatabase database = RolloutDatabase.start()) {
                if (run == 0) {
                    Machine.here().print("queue: claim and end, one run per transaction", settings(database));
                }
                fill(database, queued + REFILL);
                try (QueueLoad load = new QueueLoad(database.source(), OWNERS, 0);
                        Refill refill = new Refill(database, load)) {
                    refill.start();
                    rate(load, WARM_UP_SECONDS);
                    free.add(rate(load, options.seconds()));
                    try (Connection reader = database.ownersConnection();
                            Statement statement = reader.createStatement()) {
                        reader.setAutoCommit(false);
                        reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                        statement.execute("select count(*) from run");
                        int early = Math.max(1, options.seconds() - 10);
                        double first = rate(load, early);
                        double end = rate(load, options.seconds() - early);
                        last.add(end);
                        held.add((first * early + end * (options.seconds() - early)) / options.seconds());
                        reader.rollback();
                    }
                }
            }
        }
        free.print();
        held.print();
        last.print();
    }

    /** Keeps the number of queued runs constant, in batches. Submitting is not measured, but takes resources. */
    private static final class Refill implements AutoCloseable {
        private final RolloutDatabase database;
        private final QueueLoad load;
        private final Thread thread = Thread.ofPlatform().unstarted(this::refill);
        private volatile boolean stopping;

        Refill(RolloutDatabase database, QueueLoad load) {
            this.database = database;
            this.load = load;
        }

        void start() {
            thread.start();
        }

        private void refill() {
            long filled = 0;
            while (!stopping) {
                if (load.done() - filled >= REFILL) {
                    try {
                        fill(database, REFILL);
                    } catch (SQLException | JsonProcessingException e) {
                        throw new IllegalStateException(e);
                    }
                    filled += REFILL;
                }
                LockSupport.parkNanos(TWENTY_MILLIS);
            }
        }

        @Override
        public void close() {
            stopping = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static double rate(QueueLoad load, int seconds) throws InterruptedException {
        long before = load.done();
        long began = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(seconds));
        return (load.done() - before) / ((System.nanoTime() - began) / 1e9);
    }

    private void pages() throws Exception {
        Figure list = new Figure("first page of experiments, 95th %", "ms");
        Figure queue = new Figure("first page of the queue, 95th %", "ms");
        Figure claims = new Figure("claims meanwhile", "per second");
        for (int run = 0; run < options.runs(); run++) {
            try (RolloutDatabase database = RolloutDatabase.start()) {
                if (run == 0) {
                    Machine.here().print("queue: pages with " + queued + " runs queued", settings(database));
                }
                fill(database, queued + 60 * options.seconds());
                TestControlPlane plane = TestControlPlane.on(database.source());
                ExperimentLists lists = plane.get(ExperimentLists.class);
                QueueView view = plane.get(QueueView.class);
                List<Double> listed = new ArrayList<>();
                List<Double> viewed = new ArrayList<>();
                try (QueueLoad load = new QueueLoad(database.source(), 1, STEADY_PAUSE)) {
                    long end = System.nanoTime() + options.seconds() * 1_000_000_000L;
                    long before = load.done();
                    while (System.nanoTime() < end) {
                        listed.add(millis(() -> lists.page(new ListQuery(null, null, PAGE, null))));
                        viewed.add(millis(() -> view.page(PAGE, null)));
                        Thread.sleep(100);
                    }
                    claims.add((load.done() - before) / (double) options.seconds());
                }
                list.add(percentile(listed));
                queue.add(percentile(viewed));
            }
        }
        list.print();
        queue.print();
        claims.print();
    }

    private static double millis(Callable<?> page) throws Exception {
        long began = System.nanoTime();
        if (TestJson.MAPPER.writeValueAsBytes(page.call()).length == 0) {
            throw new IllegalStateException("an empty page");
        }
        return (System.nanoTime() - began) / 1e6;
    }

    private static double percentile(List<Double> values) {
        return values.stream()
                .sorted()
                .skip((long) (values.size() * 0.95))
                .findFirst()
                .orElseThrow();
    }

    private static void fill(RolloutDatabase database, int runs) throws SQLException, JsonProcessingException {
        String spec = TestJson.MAPPER.writeValueAsString(TestSpecs.chains(Map.of()));
        QueueFill.fill(database.source(), database.problemSet(), spec, runs);
        try (Connection owner = database.ownersConnection();
                Statement analyse = owner.createStatement()) {
            analyse.execute("analyze run, experiment");
        }
    }

    private String settings(RolloutDatabase database) throws SQLException, IOException {
        return "%d runs of %d s after %d s; %d owners, %d to %d runs queued, events published every 200 ms; %s"
                .formatted(
                        options.runs(),
                        options.seconds(),
                        WARM_UP_SECONDS,
                        OWNERS,
                        queued,
                        queued + REFILL,
                        database.describe());
    }
}
