package dev.cairn.health;

import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the database for one value, with a time limit that includes connecting: the connection pool alone may wait for
 * much longer than the client of the health check.
 */
@ApplicationScoped
final class DatabaseProbe {
    static final Duration LIMIT = Duration.ofSeconds(2);

    private final JdbcRunner jdbc;

    DatabaseProbe(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /** The first column of the first row; empty if there are no rows. */
    String ask(String query) throws SQLException, InterruptedException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread asking = Thread.ofVirtual().name("health").start(() -> {
            try {
                answer.complete(read(query));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asking.interrupt();
            throw new SQLException("no answer within " + LIMIT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof DatabaseException failed ? failed.failure() : e.getCause();
            throw new SQLException(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()), e);
        }
    }

    private String read(String query) {
        return jdbc.call(
                "asking the database",
                handle -> handle.createQuery(query)
                        .setQueryTimeout((int) LIMIT.toSeconds())
                        .mapTo(String.class)
                        .findFirst()
                        .orElse(""));
    }
}
