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
        database.execute("delete from quota");
    }

    @Test
    void hibernateAndSqlWorkInOneTransaction() {
        long seen = transactions.inTransaction("trying", (session, handle) -> {
            insert(handle, "ann");
            assertThat(database.number("select count(*) from quota")).isZero();
            return counted(session);
        });
        assertThat(seen).isOne();
        assertThat(transactions.read("counting", TransactionsTest::counted)).isOne();
    }

    @Test
    void workThatThrowsLeavesNothing() {
        assertThatThrownBy(() -> transactions.inTransaction("trying", (session, handle) -> {
                    insert(handle, "ann");
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        assertThat(database.number("select count(*) from quota")).isZero();
    }

    @Test
    void anEditThatWasOvertakenSeesWhatTheOtherWrote() {
        List<Long> seen = new ArrayList<>();
        int written = transactions.edit("trying", (session, handle) -> {
            seen.add(counted(session));
            if (seen.size() == 1) {
                database.execute("insert into quota (owner, running) values ('ann', 1)");
                throw new OptimisticLockingFailureException("overtaken");
            }
            return insert(handle, "ben");
        });
        assertThat(written).isOne();
        assertThat(seen).containsExactly(0L, 1L);
        assertThat(database.query("select owner from quota order by owner")).containsExactly("ann", "ben");
    }

    @Test
    void anEditSeesTheRowWhoseKeyWasTakenMeanwhile() {
        List<Long> seen = new ArrayList<>();
        transactions.edit("trying", (session, handle) -> {
            seen.add(counted(session));
            if (seen.size() == 1) {
                database.execute("insert into quota (owner, running) values ('ann', 1)");
                return insert(handle, "ann");
            }
            return 0;
        });
        assertThat(seen).containsExactly(0L, 1L);
    }

    @Test
    void anEditThatIsAlwaysOvertakenIsATransientFailure() {
        List<Integer> tries = new ArrayList<>();
        DatabaseException failure = catchThrowableOfType(
                DatabaseException.class, () -> transactions.edit("changing a quota", (session, handle) -> {
                    tries.add(1);
                    throw new OptimisticLockingFailureException("overtaken");
                }));
        assertThat(failure).hasMessage("changing a quota failed: others changed the same rows 16 times");
        assertThat(failure.isTransient()).isTrue();
        assertThat(tries).hasSize(16);
    }

    @Test
    void anEditThatIsRefusedForWhatItWritesIsNotRepeated() {
        List<Integer> tries = new ArrayList<>();
        DatabaseException failure = catchThrowableOfType(
                DatabaseException.class, () -> transactions.edit("changing a quota", (session, handle) -> {
                    tries.add(1);
                    return handle.execute("insert into quota (owner, running) values ('ann', -1)");
                }));
        assertThat(failure).hasMessageStartingWith("changing a quota failed: ERROR:");
        assertThat(tries).hasSize(1);
    }

    private static long counted(StatelessSession session) {
        return session.createNativeQuery("select count(*) from quota", Long.class)
                .getSingleResult();
    }

    private static int insert(Handle handle, String owner) {
        return handle.createUpdate("insert into quota (owner, running) values (:owner, 1)")
                .bind("owner", owner)
                .execute();
    }
}
