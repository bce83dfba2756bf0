package dev.cairn.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
    @TempDir
    private Path temporary;

    private @Nullable LocalPostgres postgres;

    @AfterEach
    void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void keepsWhatWasWrittenThroughKillAdoptionAndCleanStop() throws Exception {
        Home home = TestHome.reachable(temporary);
        LocalPostgres first = start(home);
        assertThat(first.origin()).isEqualTo(LocalPostgres.Origin.STARTED);
        execute(owner(first), "create table kept (n int)");
        execute(app(first), "insert into kept values (1)");

        kill(first);
        LocalPostgres second = start(home);
        assertThat(second.origin()).as("after kill -9 of the server").isEqualTo(LocalPostgres.Origin.STARTED);
        execute(app(second), "insert into kept values (2)");

        LocalPostgres third = start(home);
        assertThat(third.origin()).isEqualTo(LocalPostgres.Origin.ADOPTED);
        assertThat(third.pid()).isEqualTo(second.pid());
        assertThat(third.database()).isEqualTo(second.database());
        third.close();
        assertThat(third.pid()).isEmpty();
        assertThat(home.postgres().resolve("data/postmaster.pid")).doesNotExist();

        LocalPostgres fourth = start(home);
        assertThat(query(app(fourth), "select sum(n)::text from kept")).isEqualTo("3");
    }

    @Test
    void startsWhereNobodyElseCanEnter() throws Exception {
        LocalPostgres hidden = start(TestHome.hidden(temporary));
        assertThat(query(app(hidden), "select 'yes'")).isEqualTo("yes");
        long pid = hidden.pid().orElseThrow();
        hidden.close();
        assertThat(ChildrenTest.alive(pid)).isFalse();
    }

    @Test
    void isDurableAndClosedToOthers() throws Exception {
        Home home = TestHome.reachable(temporary);
        LocalPostgres server = start(home);
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
            assertThat(query(owner(server), "show " + setting)).as(setting).isEqualTo("on");
        }
        assertThat(query(owner(server), "show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(query(owner(server), "show server_encoding")).isEqualTo("UTF8");
        assertThat(permissions(home.postgres().resolve("credentials.properties")))
                .isEqualTo("rw-------");
        assertThat(permissions(home.postgres().resolve("data"))).isEqualTo("rwx------");
        Database right = server.database();
        assertThatThrownBy(() -> Jdbc.connect(right.jdbcUrl(), "cairn_app", "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThat(right.toString()).doesNotContain(right.ownerPassword(), right.appPassword());
    }

    @Test
    void letsTheApplicationReadAndWriteButDefineNothing() throws Exception {
        LocalPostgres server = start(TestHome.reachable(temporary));
        execute(
                owner(server),
                "create table t (id bigint generated always as identity primary key, n int);"
                        + "create function twice(x int) returns int language sql return x * 2;"
                        + "create sequence s");
        execute(app(server), "insert into t (n) values (twice(4)); update t set n = n + 1; select nextval('s')");
        assertThat(query(app(server), "select n::text from t")).isEqualTo("9");
        execute(app(server), "delete from t");
        for (String definition : List.of(
                "create table mine (n int)",
                "create temporary table mine (n int)",
                "create schema mine",
                "create role mine",
                "create database mine",
                "alter table t add column m int",
                "truncate t",
                "drop table t")) {
            assertThatThrownBy(() -> execute(app(server), definition))
                    .as(definition)
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("42501");
        }
    }

    @Test
    void recoversFromAPidFileThatNamesAStrangerAndATakenPort() throws Exception {
        Home home = TestHome.hidden(temporary);
        LocalPostgres first = start(home);
        Path pidFile = home.postgres().resolve("data/postmaster.pid");
        List<String> lines = Files.readAllLines(pidFile);
        kill(first);
        // after a machine crash the number may belong to anybody, here to this JVM
        Files.write(
                pidFile,
                List.of(Long.toString(ProcessHandle.current().pid()), lines.get(1), lines.get(2), lines.get(3)));
        int port = Integer.parseInt(lines.get(3).strip());
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            LocalPostgres second = start(home);
            assertThat(second.origin()).isEqualTo(LocalPostgres.Origin.STARTED);
            assertThat(second.database().jdbcUrl()).doesNotContain(":" + taken.getLocalPort() + "/");
            assertThat(query(app(second), "select 'yes'")).isEqualTo("yes");
        }
    }

    @Test
    void saysWhatIsMissingWhenThePasswordsAreLost() throws Exception {
        Home home = TestHome.hidden(temporary);
        Files.createDirectory(home.postgres().resolve("data"));
        assertThatThrownBy(() -> start(home))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("credentials.properties is missing")
                .hasMessageContaining("move the data away to start empty");
    }

    @Test
    void migratesAndLetsTheApplicationUseTheResult() throws Exception {
        LocalPostgres server = start(TestHome.hidden(temporary));
        assertThat(Migrations.run(server.database())).isPositive();
        assertThat(Migrations.run(server.database())).isZero();
        execute(app(server), "insert into problem_set (name) select 'x' where false");
        assertThat(query(app(server), "select count(*)::text from flyway_schema_history where success"))
                .isNotEqualTo("0");
        assertThatThrownBy(() -> execute(app(server), "delete from flyway_schema_history"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> Migrations.run(server.database(), "classpath:db/nowhere"))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("no migration found at classpath:db/nowhere");
        Database owner = server.database();
        assertThat(Migrations.run(Database.external(owner.jdbcUrl(), owner.ownerUser(), owner.ownerPassword())))
                .as("one user for everything")
                .isZero();
    }

    private LocalPostgres start(Home home) throws InterruptedException {
        var started = LocalPostgres.start(home, Clock.systemUTC());
        postgres = started;
        return started;
    }

    private static void kill(LocalPostgres server) {
        ProcessHandle process = ProcessHandle.of(server.pid().orElseThrow()).orElseThrow();
        process.destroyForcibly();
        Awaitility.await().until(() -> !ChildrenTest.alive(process.pid()));
    }

    private static Connection owner(LocalPostgres server) throws SQLException {
        Database database = server.database();
        return Jdbc.connect(database.jdbcUrl(), database.ownerUser(), database.ownerPassword());
    }

    private static Connection app(LocalPostgres server) throws SQLException {
        Database database = server.database();
        return Jdbc.connect(database.jdbcUrl(), database.appUser(), database.appPassword());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (connection;
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
