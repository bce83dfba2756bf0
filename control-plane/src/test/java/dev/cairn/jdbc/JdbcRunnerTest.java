package dev.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.testing.FailingSource;
import dev.cairn.testing.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JdbcRunnerTest {
    private final TestDatabase database = TestDatabase.empty();
    private final JdbcRunner jdbc = database.jdbc();

    @AfterEach
    void end() {
        database.execute("delete from quota");
    }

    @Test
    void aTransactionIsAllOrNothing() {
        assertThatThrownBy(() -> jdbc.inTransaction("trying", handle -> {
                    insert(handle, "ann");
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(owners()).isZero();
        jdbc.inTransaction("trying", handle -> insert(handle, "ann"));
        assertThat(owners()).isOne();
    }

    @Test
    void workThatIsRolledBackLeavesNothing() {
        long inside = jdbc.rolledBack("trying", handle -> {
            insert(handle, "ann");
            return handle.select("select count(*) from quota").mapTo(Long.class).one();
        });
        assertThat(inside).isOne();
        assertThat(owners()).isZero();
    }

    @Test
    void workInsideOtherWorkHasAConnectionOfItsOwn() {
        long seen = jdbc.inTransaction("trying", handle -> {
            insert(handle, "ann");
            return owners();
        });
        assertThat(seen).isZero();
    }

    @Test
    void aRefusalSaysWhatWasDoneAndQuotesNeitherStatementNorArguments() {
        insertOne("secret-owner");
        DatabaseException refused = catchThrowableOfType(DatabaseException.class, () -> insertOne("secret-owner"));
        assertThat(refused)
                .hasMessageStartingWith("writing a quota failed: ERROR: duplicate key")
                .hasMessageNotContaining("insert into");
        assertThat(refused.sqlState()).isEqualTo("23505");
        assertThat(refused.isTransient()).isFalse();
        assertThatThrownBy(() -> jdbc.call(
                        "asking",
                        handle -> handle.createQuery("select :one::int / :zero")
                                .bind("one", "12345")
                                .bind("zero", 0)
                                .mapTo(Integer.class)
                                .one()))
                .hasMessageStartingWith("asking failed: ERROR: division by zero")
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("12345"));
    }

    @Test
    void aDatabaseThatIsAwayIsATransientFailure() {
        FailingSource away = new FailingSource(database.application());
        away.fail();
        DatabaseException failure = catchThrowableOfType(
                DatabaseException.class, () -> new JdbcRunner(away.source()).call("asking", Handle::isReadOnly));
        assertThat(failure).hasMessage("asking failed: away on purpose");
        assertThat(failure.isTransient()).isTrue();
    }

    private void insertOne(String owner) {
        jdbc.call("writing a quota", handle -> insert(handle, owner));
    }

    private static int insert(Handle handle, String owner) {
        return handle.createUpdate("insert into quota (owner, max_running) values (:owner, 1)")
                .bind("owner", owner)
                .execute();
    }

    private long owners() {
        return database.number("select count(*) from quota");
    }
}
