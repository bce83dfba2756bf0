package dev.cairn.platform;

import static dev.cairn.platform.Sql.app;
import static dev.cairn.platform.Sql.execute;
import static dev.cairn.platform.Sql.owner;
import static dev.cairn.platform.Sql.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The rights of each role on a running server; {@link LocalPostgresLifeTest} tests start and end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalPostgresTest {
    @TempDir
    private static Path temporary;

    private Home home;
    private LocalPostgres postgres;

    @BeforeAll
    void start() throws Exception {
        home = TestHome.reachable(temporary);
        postgres = LocalPostgres.start(home, Clock.systemUTC());
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    @Test
    void isDurableAndClosedToOthers() throws Exception {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
            assertThat(query(owner(postgres), "show " + setting)).as(setting).isEqualTo("on");
        }
        assertThat(query(owner(postgres), "show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(query(owner(postgres), "show server_encoding")).isEqualTo("UTF8");
        assertThat(permissions(home.postgres().resolve("credentials.properties")))
                .isEqualTo("rw-------");
        assertThat(permissions(home.postgres().resolve("data"))).isEqualTo("rwx------");
        Database right = postgres.database();
        assertThatThrownBy(() -> Jdbc.connect(right.jdbcUrl(), "cairn_app", "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThat(right.toString()).doesNotContain(right.ownerPassword(), right.appPassword());
    }

    @Test
    void letsTheApplicationReadAndWriteButDefineNothing() throws Exception {
        execute(
                owner(postgres),
                "create table t (id bigint generated always as identity primary key, n int);"
                        + "create function twice(x int) returns int language sql return x * 2;"
                        + "create sequence s");
        execute(app(postgres), "insert into t (n) values (twice(4)); update t set n = n + 1; select nextval('s')");
        assertThat(query(app(postgres), "select n::text from t")).isEqualTo("9");
        execute(app(postgres), "delete from t");
        for (String definition : List.of(
                "create table mine (n int)",
                "create temporary table mine (n int)",
                "create schema mine",
                "create role mine",
                "create database mine",
                "alter table t add column m int",
                "truncate t",
                "drop table t")) {
            assertThatThrownBy(() -> execute(app(postgres), definition))
                    .as(definition)
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("42501");
        }
        execute(owner(postgres), "drop table t; drop function twice; drop sequence s");
    }

    @Test
    void migratesAndLetsTheApplicationUseTheResult() throws Exception {
        assertThat(Migrations.run(postgres.database())).isPositive();
        assertThat(Migrations.run(postgres.database())).isZero();
        execute(app(postgres), "insert into problem_set (name) select 'x' where false");
        assertThat(query(app(postgres), "select count(*)::text from flyway_schema_history where success"))
                .isNotEqualTo("0");
        assertThatThrownBy(() -> execute(app(postgres), "delete from flyway_schema_history"))
                .hasMessageContaining("permission denied");
        execute(app(postgres), "insert into audit (actor, action, target) values ('a', 'b', 'c')");
        for (String change : List.of("update audit set actor = 'x'", "delete from audit", "truncate audit")) {
            assertThatThrownBy(() -> execute(app(postgres), change))
                    .as(change)
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(owner(postgres), change))
                    .as(change)
                    .hasMessageContaining("only ever added to");
        }
        assertThatThrownBy(() -> Migrations.run(postgres.database(), "classpath:db/nowhere"))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("no migration found at classpath:db/nowhere");
        Database owner = postgres.database();
        assertThat(Migrations.run(Database.external(owner.jdbcUrl(), owner.ownerUser(), owner.ownerPassword())))
                .as("one user for everything")
                .isZero();
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
