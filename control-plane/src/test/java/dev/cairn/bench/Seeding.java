package dev.cairn.bench;

import dev.cairn.platform.Database;
import dev.cairn.testing.TestJson;
import dev.cairn.testing.TestSpecs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Fills a database by the scripts in {@code bench/seed}: what is planned, then the runs of one block of rollouts after
 * the other, several at a time, then what needs all of them. The server makes the rows itself.
 */
public final class Seeding {
    private static final int RUNS_PER_BLOCK = 1000;
    private static final int BLOCKS_AT_A_TIME = 2;
    private static final double SECOND = 1e9;

    private final DataSource owner;
    private final Consumer<String> progress;

    public Seeding(DataSource owner, Consumer<String> progress) {
        this.owner = owner;
        this.progress = progress;
    }

    /** The database has rows already, or what is left of an earlier, interrupted call. */
    public static final class NotEmptyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotEmptyException(String found) {
            super("the database is not empty: it has " + found + "; name a new HOME or an empty database");
        }
    }

    static DataSource owner(Database database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.ownerUser());
        source.setPassword(database.ownerPassword());
        return source;
    }

    /** @throws NotEmptyException if there is anything in the database; then nothing was changed */
    public void fill(SeedSize size, int seed) throws SQLException, IOException, InterruptedException {
        requireEmpty();
        long began = System.nanoTime();
        run(script("plan.sql")
                .replace(":experiments", Long.toString(size.experiments()))
                .replace(":samples", Integer.toString(size.samples()))
                .replace(":seed", Integer.toString(seed))
                .replace(
                        ":spec",
                        TestJson.MAPPER
                                .writeValueAsString(TestSpecs.chains(Map.of()))
                                .replace("'", "''")));
        long runs = number("select max(id) from run");
        progress.accept("%,d experiments with %,d runs".formatted(size.experiments(), runs));
        blocks((int) (runs / RUNS_PER_BLOCK) + 1);
        progress.accept("events and statistics");
        run(script("finish.sql"));
        vacuum();
        double seconds = (System.nanoTime() - began) / SECOND;
        long rows = number("select sum(reltuples)::bigint from pg_class where relkind = 'r' and reltuples > 0"
                + " and relnamespace = 'public'::regnamespace");
        progress.accept("%,d rows, of them %,d rollouts, in %.0f s: %,.0f rows per second"
                .formatted(rows, number("select sum(rollouts) from run_usage"), seconds, rows / seconds));
    }

    private void requireEmpty() throws SQLException {
        if (number("select count(*) from pg_namespace where nspname = 'seed'") > 0) {
            throw new NotEmptyException("the rest of an interrupted seeding");
        }
        long experiments = number("select count(*) from experiment");
        long sets = number("select count(*) from problem_set where name like 'seeded-%'");
        if (experiments + sets > 0) {
            throw new NotEmptyException("%,d experiments and %,d seeded problem sets".formatted(experiments, sets));
        }
    }

    private void blocks(int count) throws SQLException, IOException, InterruptedException {
        String script = script("block.sql");
        for (int block = 0; block <= count; block++) {
            run("select ensure_rollout_block(" + (long) block * RUNS_PER_BLOCK + ")");
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(BLOCKS_AT_A_TIME)) {
            ExecutorCompletionService<Integer> finished = new ExecutorCompletionService<>(threads);
            for (int block = 0; block < count; block++) {
                String ofBlock = script.replace(":block", Integer.toString(block));
                int number = block;
                finished.submit(() -> {
                    run(ofBlock);
                    return number;
                });
            }
            awaitAll(finished, threads, count);
        }
    }

    private void awaitAll(ExecutorCompletionService<Integer> finished, ExecutorService threads, int count)
            throws InterruptedException {
        long began = System.nanoTime();
        for (int done = 1; done <= count; done++) {
            try {
                finished.take().get();
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw new IllegalStateException("a block could not be seeded", e.getCause());
            }
            double seconds = (System.nanoTime() - began) / SECOND;
            if (done % Math.max(1, count / 20) == 0) {
                progress.accept("%d of %d blocks of runs, about %.0f s left"
                        .formatted(done, count, seconds / done * (count - done)));
            }
        }
    }

    /** For plans and index-only scans, as autovacuum does in the course of a year; one in progress makes way for it. */
    private void vacuum() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum (analyze)");
        }
    }

    /** A script in one transaction. */
    void run(String script) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(script);
            connection.commit();
        }
    }

    long number(String query) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    static String script(String name) throws IOException {
        try (InputStream script =
                Objects.requireNonNull(Seeding.class.getResourceAsStream("/bench/seed/" + name), name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
