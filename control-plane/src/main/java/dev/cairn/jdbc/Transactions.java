package dev.cairn.jdbc;

import jakarta.data.exceptions.DataException;
import jakarta.data.exceptions.OptimisticLockingFailureException;
import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Transactions that Hibernate's repositories and SQL share: both work on one connection. */
@Singleton
public final class Transactions {
    /**
     * Each failed attempt means that another transaction's change was written, so attempts fail often only under heavy
     * contention.
     */
    private static final int TRIES = 16;

    /** Foreign key and unique key: a row was deleted, or created, after it was looked up. */
    private static final Set<String> OVERTAKEN = Set.of("23503", "23505");

    private static final String SERIALIZATION_FAILURE = "40001";

    private final JdbcRunner jdbc;
    private final SessionFactory sessions;

    public Transactions(JdbcRunner jdbc, SessionFactory sessions) {
        this.jdbc = jdbc;
        this.sessions = sessions;
    }

    /** Work in one transaction. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        /**
         * Does the work.
         *
         * @param session session for repositories
         * @param handle handle for SQL
         */
        T on(StatelessSession session, Handle handle) throws SQLException;
    }

    /** The same database for SQL alone. */
    public JdbcRunner jdbc() {
        return jdbc;
    }

    /**
     * Reads through repositories. Each statement sees what is committed when it starts.
     *
     * @param what is being done, for the message of a failure
     * @throws DatabaseException if the database did not answer or refused
     */
    public <T extends @Nullable Object> T read(String what, Function<StatelessSession, T> work) {
        return translated(what, () -> jdbc.call(what, handle -> on(handle, (session, sql) -> work.apply(session))));
    }

    /**
     * Runs work in one transaction.
     *
     * @param what is being done, for the message of a failure
     * @throws DatabaseException if the database did not answer or refused; nothing was written, unless the answer to the
     *     commit itself was lost
     * @throws OptimisticLockingFailureException if a row that the work read was changed before the work wrote it
     */
    public <T extends @Nullable Object> T inTransaction(String what, Work<T> work) {
        return translated(what, () -> jdbc.inTransaction(what, handle -> on(handle, work)));
    }

    /**
     * Changes rows that other transactions change too. Work that was overtaken is rolled back and repeated from its
     * beginning, so that it sees what they wrote; its checks then decide whether the change is still wanted.
     *
     * @param what is being done, for the message of a failure
     * @throws DatabaseException as {@link #inTransaction}, and a transient one if the work was overtaken every time
     */
    public <T extends @Nullable Object> T edit(String what, Work<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return inTransaction(what, work);
            } catch (OptimisticLockingFailureException e) {
                if (tries == TRIES) {
                    String message = "others changed the same rows " + TRIES + " times";
                    throw new DatabaseException(
                            what, new SQLTransactionRollbackException(message, SERIALIZATION_FAILURE, e));
                }
            } catch (DatabaseException e) {
                if (tries == TRIES || !OVERTAKEN.contains(String.valueOf(e.sqlState()))) {
                    throw e;
                }
            }
        }
    }

    /** The start of the transaction by the database's clock, to the microsecond. */
    public static Instant now(Handle handle) {
        return handle.select("select now()")
                .map((row, context) -> Columns.instant(row, "now"))
                .one();
    }

    private <T extends @Nullable Object> T on(Handle handle, Work<T> work) throws SQLException {
        try (StatelessSession session = sessions.openStatelessSession(handle.getConnection())) {
            return work.on(session, handle);
        }
    }

    private static <T extends @Nullable Object> T translated(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (PersistenceException | DataException e) {
            throw JdbcRunner.failed(what, e);
        }
    }
}
