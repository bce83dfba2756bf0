package dev.cairn.access;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Changes that are being made and are recorded in the audit afterwards: if the control plane dies in between, the intent is
 * left, and goes to the audit as of unknown outcome.
 */
@Singleton
public final class AuditIntents {
    /** No request takes so long. */
    private static final String ABANDONED = "at < now() - interval '10 minutes'";

    private final AccessSql sql;
    private final Audit audit;

    public AuditIntents(DataSource database, Audit audit) {
        this.sql = new AccessSql(database);
        this.audit = audit;
    }

    /** Announces a change before it is made; returns the intent's number. */
    public long announce(Principal who, String what, String target) {
        return sql.call(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into audit_intent (who, token_id, what, target) values (?, ?, ?, ?) returning id")) {
                insert.setString(1, who.name());
                insert.setObject(2, who.tokenId());
                insert.setString(3, what);
                insert.setString(4, target);
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /** The change was made: it is in the audit, and its intent gone. */
    public void record(long intent, Principal who, Change change) {
        sql.inTransaction(connection -> {
            audit.record(connection, who, change);
            return delete(connection, intent);
        });
    }

    /** Nothing was changed, or it is in the audit already. */
    public void withdraw(long intent) {
        sql.call(connection -> delete(connection, intent));
    }

    /** Moves what dead control planes left to the audit; returns how many. */
    public int settleAbandoned() {
        return sql.call(connection -> {
            try (PreparedStatement move = connection.prepareStatement(
                    "with gone as (delete from audit_intent where " + ABANDONED + " returning *) "
                            + "insert into audit (at, who, token_id, what, target) "
                            + "select at, who, token_id, what || ' (outcome unknown)', target from gone order by id")) {
                return move.executeUpdate();
            }
        });
    }

    private static int delete(Connection connection, long intent) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from audit_intent where id = ?")) {
            delete.setLong(1, intent);
            return delete.executeUpdate();
        }
    }
}
