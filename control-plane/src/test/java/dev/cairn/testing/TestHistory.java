package dev.cairn.testing;

import dev.cairn.base.Ticker;
import dev.cairn.history.Answer;
import dev.cairn.history.ClientLink;
import dev.cairn.history.CsvFormat;
import dev.cairn.history.HistoryConfig;
import dev.cairn.history.HistoryDoor;
import dev.cairn.history.HistoryQueries;
import dev.cairn.history.QueryLimits;
import dev.cairn.history.QueryLine;
import dev.cairn.history.QueryLog;
import dev.cairn.history.QueryRequest;
import dev.cairn.history.QueryWatch;
import dev.cairn.history.ResultFormat;
import dev.cairn.history.Viewer;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.history.logins.LoginRoles;
import dev.cairn.history.logins.LoginWatch;
import dev.cairn.history.logins.SqlLogins;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.platform.HistoryRoles;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The REST door to history without REST, on the test's server. */
public final class TestHistory implements AutoCloseable {
    public static final Viewer ADMIN = new Viewer("local", Sight.ALL);

    private final JdbcRunner jdbc;
    private final Settings config;
    private final QueryLog log;
    private final QueryWatch watch;
    private final QueryLine line;
    private final HistoryQueries queries;

    private TestHistory(JdbcRunner database, Settings settings, int running, int waiting) {
        jdbc = database;
        config = settings;
        log = new QueryLog(jdbc, TestJson.MAPPER);
        watch = new QueryWatch(log, Ticker.system());
        HistoryDoor door = new HistoryDoor(jdbc, config, Ticker.system());
        line = new QueryLine(running, running - 1, waiting, Waiting.LIMIT);
        queries = new HistoryQueries(config, door, line, log, watch, Ticker.system());
    }

    public static TestHistory on(TestDatabase database) {
        return on(database, 4, 16);
    }

    /** With a short line. */
    public static TestHistory on(TestDatabase database, int running, int waiting) {
        return new TestHistory(
                database.jdbc(),
                new Settings(database.historyRoles(), Duration.ofMinutes(1), OptionalInt.empty(), Optional.empty()),
                running,
                waiting);
    }

    /** With the application's own line. */
    public static TestHistory on(JdbcRunner database, HistoryRoles roles, OptionalInt nice) {
        return new TestHistory(database, new Settings(roles, Duration.ofMinutes(1), nice, Optional.empty()), 2, 16);
    }

    /** With a replica that runs the queries. */
    public static TestHistory withReplica(TestDatabase database, String url) {
        return new TestHistory(
                database.jdbc(),
                new Settings(database.historyRoles(), Duration.ofMinutes(1), OptionalInt.empty(), Optional.of(url)),
                4,
                16);
    }

    public HistoryConfig config() {
        return config;
    }

    public HistoryQueries queries() {
        return queries;
    }

    /** The logins for psql. */
    public SqlLogins logins(Clock clock) {
        return new SqlLogins(jdbc, new LoginRoles(config), clock);
    }

    /** The roles of logins. */
    public LoginRoles loginRoles() {
        return new LoginRoles(config);
    }

    /** A watch that allows logins next to no time. */
    public LoginWatch impatientWatch(Clock clock) {
        LoginRoles roles = new LoginRoles(
                new Settings(config.roles(), Duration.ofMillis(1), OptionalInt.empty(), Optional.empty()));
        return new LoginWatch(new SqlLogins(jdbc, roles, clock), roles);
    }

    public QueryLine line() {
        return line;
    }

    public QueryLog log() {
        return log;
    }

    /** Number of sessions of the REST door in a state, seen by the role that may see them. */
    public static long backends(TestDatabase database, String state) {
        HistoryRoles roles = database.historyRoles();
        return JdbcRunner.opening(roles.jdbcUrl(), roles.adminUser(), roles.adminPassword())
                .call(
                        "counting sessions",
                        handle -> handle.createQuery(
                                        "select count(*) from pg_stat_activity where usename = :user and state like :state")
                                .bind("user", roles.user())
                                .bind("state", state)
                                .mapTo(Long.class)
                                .one());
    }

    /** An experiment without runs. */
    public static void experiment(TestDatabase database, String name, String owner) {
        database.execute("""
                with s as (insert into problem_set (name, sha256, source, problems, created_by)
                    values ('%1$s', '%1$s', 'upload', 1, '%2$s')
                    returning id)
                insert into experiment (name, seed, spec, problem_set_id, owner)
                select '%1$s', 1, '{}', id, '%2$s' from s""".formatted(name, owner));
    }

    /** The answer as CSV, lines joined by a newline. */
    public String csv(Viewer viewer, String sql) {
        return text(viewer, new QueryRequest(sql, Map.of(), null, null), new CsvFormat(), queries.limits())
                .replace("\r\n", "\n")
                .strip();
    }

    /** The whole answer in some format. */
    public String text(Viewer viewer, QueryRequest request, ResultFormat format, QueryLimits limits) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Answer answer = queries.ask(viewer, request, format, limits, new ClientLink())) {
            answer.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        watch.close();
    }

    /** The standard settings, except how long logins may take. */
    private record Settings(HistoryRoles roles, Duration loginLimit, OptionalInt nice, Optional<String> replicaUrl)
            implements HistoryConfig {
        @Override
        public Optional<String> url() {
            return Optional.of(roles.jdbcUrl());
        }

        @Override
        public String user() {
            return roles.user();
        }

        @Override
        public Optional<String> password() {
            return Optional.of(roles.password());
        }

        @Override
        public String adminUser() {
            return roles.adminUser();
        }

        @Override
        public Optional<String> adminPassword() {
            return Optional.of(roles.adminPassword());
        }

        @Override
        public int running() {
            return 2;
        }

        @Override
        public int waiting() {
            return 16;
        }

        @Override
        public Duration timeLimit() {
            return Duration.ofSeconds(60);
        }

        @Override
        public int rowLimit() {
            return 1_000_000;
        }

        @Override
        public MemorySize byteLimit() {
            return new MemorySize(BigInteger.valueOf(256L << 20));
        }

        @Override
        public Duration loginTimeLimit() {
            return loginLimit;
        }

        @Override
        public Duration loginIdleLimit() {
            return loginLimit;
        }

        @Override
        public Duration recordsKept() {
            return Duration.ofDays(30);
        }
    }
}
