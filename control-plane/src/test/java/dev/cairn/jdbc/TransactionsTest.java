package dev.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.testing.TestDatabase;
import jakarta.data.exceptions.OptimisticLockingFailureException;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.StatelessSession;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TransactionsTest {
    private final TestDatabase database = TestDatabase.empty();
    private final Transactions transactions = database.transactions();

    @AfterEach
    void end() {
        database.execute("delete from pool where name <> 'default'");
    }

    @Test
    void hibernateAndSqlWorkInOneTransaction() {
        long seen = transactions.inTransaction("trying", (session, handle) -> {
            insert(handle, "ann");
            assertThat(database.number("select count(*) from pool")).isOne();
            return counted(session);
        });
        assertThat(seen).isEqualTo(2);
        assertThat(transactions.read("counting", TransactionsTest::counted)).isEqualTo(2);
    }

    @Test
    void workThatThrowsLeavesNothing() {
        assertThatThrownBy(() -> transactions.inTransaction("trying", (session, handle) -> {
                    insert(handle, "ann");
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        assertThat(database.number("select count(*) from pool")).isOne();
    }

    @Test
    void anEditThatWasOvertakenSeesWhatTheOtherWrote() {
        List<Long> seen = new ArrayList<>();
        int written = transactions.edit("trying", (session, handle) -> {
            seen.add(counted(session));
            if (seen.size() == 1) {
                database.execute("insert into pool (name) values ('ann')");
                throw new OptimisticLockingFailureException("overtaken");
            }
            return insert(handle, "ben");
        });
        assertThat(written).isOne();
        assertThat(seen).containsExactly(1L, 2L);
        assertThat(database.query("select name from pool order by name")).containsExactly("ann", "ben", "default");
    }

    @Test
    void anEditSeesTheRowWhoseKeyWasTakenMeanwhile() {
        List<Long> seen = new ArrayList<>();
        transactions.edit("trying", (session, handle) -> {
            seen.add(counted(session));
            if (seen.size() == 1) {
                database.execute("insert into pool (name) values ('ann')");
                return insert(handle, "ann");
            }
            return 0;
        });
        assertThat(seen).containsExactly(1L, 2L);
    }

    @Test
    void anEditThatIsAlwaysOvertakenIsATransientFailure() {
        List<Integer> tries = new ArrayList<>();
        DatabaseException failure = catchThrowableOfType(
                DatabaseException.class,
                () -> transactions.edit("changing a pool", (session, handle) -> {
                    tries.add(1);
                    throw new OptimisticLockingFailureException("overtaken");
                }));
        assertThat(failure).hasMessage("changing a pool failed: others changed the same rows 16 times");
        assertThat(failure.isTransient()).isTrue();
        assertThat(tries).hasSize(16);
    }

    @Test
    void anEditThatIsRefusedForWhatItWritesIsNotRepeated() {
        List<Integer> tries = new ArrayList<>();
        DatabaseException failure = catchThrowableOfType(
                DatabaseException.class,
                () -> transactions.edit("changing a pool", (session, handle) -> {
                    tries.add(1);
                    return handle.execute("insert into pool (name) values ('Not Allowed')");
                }));
        assertThat(failure).hasMessageStartingWith("changing a pool failed: ERROR:");
        assertThat(tries).hasSize(1);
    }

    @Test
    void aDatabaseThatGoesAwayUnderHibernateIsATransientFailure() {
        DatabaseException failure = catchThrowableOfType(
                DatabaseException.class,
                () -> transactions.inTransaction("counting", (session, handle) -> {
                    String own = handle.select("select pg_backend_pid()")
                            .mapTo(String.class)
                            .one();
                    database.execute("select pg_terminate_backend(" + own + ")");
                    return counted(session);
                }));
        assertThat(failure).hasMessageStartingWith("counting failed: ").hasMessageNotContaining("select");
        assertThat(failure.isTransient()).isTrue();
    }

    private static long counted(StatelessSession session) {
        return session.createNativeQuery("select count(*) from pool", Long.class)
                .getSingleResult();
    }

    private static int insert(Handle handle, String name) {
        return handle.createUpdate("insert into pool (name) values (:name)")
                .bind("name", name)
                .execute();
    }
}
