package dev.cairn.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.jdbc.DatabaseException;
import dev.cairn.queue.Lease;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that meets an unreachable database where there are no retries, for example while reading its own settings. */
class AwayDatabaseTest {
    private static final String HERE = "";

    private final TestExperiments experiments = new TestExperiments(TestDatabase.empty());
    private final RunFixture fixture;
    private volatile String sqlState = HERE;

    AwayDatabaseTest(@TempDir Path temporary) {
        fixture = RunFixture.of(
                source(experiments.database()),
                temporary.resolve("home"),
                temporary.resolve("artifacts"),
                Path.of("/no/python"),
                Duration.ofMinutes(10));
        RunFixture.submit(experiments, URI.create("http://127.0.0.1:1"), Map.of());
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "08006", "57P03", "53300", "53100"})
    void theRunIsReleasedAndClaimedAgainLater(String state) throws Exception {
        Lease lease = fixture.queue().claim("owner").orElseThrow();
        sqlState = state;
        assertThat(fixture.work().execute(lease, new StopSignal()))
                .isEqualTo(new Outcome.Released("the database was unavailable"));
        sqlState = HERE;
        fixture.queue().release(lease);
        Lease again = fixture.queue().claim("owner").orElseThrow();
        assertThat(again.run()).isEqualTo(lease.run());
        assertThat(again.fence()).isGreaterThan(lease.fence());
    }

    @Test
    void anErrorOfOurOwnStaysOne() {
        Lease lease = fixture.queue().claim("owner").orElseThrow();
        sqlState = "42P01";
        assertThatThrownBy(() -> fixture.work().execute(lease, new StopSignal()))
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        failure -> assertThat(failure.isTransient()).isFalse());
    }

    private DataSource source(DataSource real) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection") && !sqlState.equals(HERE)) {
                        throw new SQLException("away on purpose", sqlState);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }
}
