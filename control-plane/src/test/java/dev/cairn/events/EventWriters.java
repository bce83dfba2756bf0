package dev.cairn.events;

import dev.cairn.ids.ExperimentId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Concurrent writers of events, whose transactions take different times, and some of which are rolled back. */
public final class EventWriters {
    private static final int WRITERS = 50;
    private static final int TRANSACTIONS = 12;
    private static final int MOST_EVENTS = 3;
    private static final int LONGEST_MILLIS = 60;

    private final DataSource database;
    private final long experiment;
    private final Set<String> committed = ConcurrentHashMap.newKeySet();

    public EventWriters(DataSource database, ExperimentId experiment) {
        this.database = database;
        this.experiment = experiment.value();
    }

    /** Marks of the events that were committed; complete once {@link #run} is back. */
    public Set<String> committed() {
        return committed;
    }

    /** Writes until everything is committed or rolled back. */
    public void run() throws Exception {
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                all.add(writers.submit(() -> {
                    write(number, new Random(number));
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private void write(int writer, Random random) throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (int transaction = 0; transaction < TRANSACTIONS; transaction++) {
                List<String> marks = new ArrayList<>();
                int events = 1 + random.nextInt(MOST_EVENTS);
                for (int event = 0; event < events; event++) {
                    String mark = writer + "/" + transaction + "/" + event;
                    insert(connection, mark);
                    marks.add(mark);
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
                }
                if (random.nextInt(5) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    committed.addAll(marks);
                }
            }
        }
    }

    private void insert(Connection connection, String mark) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into run_event (experiment_id, kind, payload) values (?, 'unit.done', jsonb_build_object('mark', ?::text))")) {
            insert.setLong(1, experiment);
            insert.setString(2, mark);
            insert.executeUpdate();
        }
    }
}
