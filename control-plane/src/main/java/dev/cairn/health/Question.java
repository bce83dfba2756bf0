package dev.cairn.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * Asks the database for one value with a limit on the whole of it, connecting included: the connection pool alone may wait
 * for much longer than the one that asks for the health.
 */
@ApplicationScoped
final class Question {
    static final Duration LIMIT = Duration.ofSeconds(2);

    private final DataSource database;

    Question(DataSource database) {
        this.database = database;
    }

    /** The first column of the first row, empty where there is none. */
    String ask(String query) throws SQLException, InterruptedException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread asking = Thread.ofVirtual().name("health").start(() -> {
            try {
                answer.complete(read(query));
            } catch (SQLException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asking.interrupt();
            throw new SQLException("no answer within " + LIMIT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new SQLException(String.valueOf(cause.getMessage()), e);
        }
    }

    private String read(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(query)) {
            select.setQueryTimeout((int) LIMIT.toSeconds());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }
}
