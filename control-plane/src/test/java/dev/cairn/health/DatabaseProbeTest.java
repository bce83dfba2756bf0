package dev.cairn.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.jdbc.JdbcRunner;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

/** A database that hangs or refuses costs a health check its limit and no more. */
final class DatabaseProbeTest {
    @Test
    void aDatabaseThatHangsIsDownAfterTheLimit() {
        Instant began = Instant.now();
        DatabaseProbe question = new DatabaseProbe(new JdbcRunner(source(() -> {
            new CountDownLatch(1).await();
            throw new SQLException("too late");
        })));
        HealthCheckResponse response = new DatabaseAnswers(question).call();
        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(response.getData().orElseThrow()).extractingByKey("reason").isEqualTo("no answer within 2 s");
        assertThat(String.valueOf(response.getData().orElseThrow().get("remedy")))
                .contains("PostgreSQL");
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aRefusalIsPassedOnInItsOwnWords() {
        DatabaseProbe question = new DatabaseProbe(new JdbcRunner(source(() -> {
            throw new SQLException("connection refused");
        })));
        assertThatThrownBy(() -> question.ask("select 1"))
                .isInstanceOf(SQLException.class)
                .hasMessage("connection refused");
    }

    private static DataSource source(Callable<Connection> connect) {
        return (DataSource) Proxy.newProxyInstance(
                DatabaseProbeTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return connect.call();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
