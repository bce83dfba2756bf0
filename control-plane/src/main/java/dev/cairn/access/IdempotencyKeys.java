package dev.cairn.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request that is sent twice count once. A key is reserved in a transaction of its own before the request is
 * carried out, and gets the answer afterwards. All times are the database's.
 */
public final class IdempotencyKeys {
    /** Keys are kept a day from their first use. */
    private static final String OLD = "reserved_at < now() - interval '24 hours'";

    /** No request takes so long: the one that reserved it is dead. */
    private static final String ABANDONED = "reserved_at < now() - interval '1 minute'";

    private final AccessSql sql;
    private final String controlPlane;

    /** @param controlPlane the name of this process, never used by another */
    public IdempotencyKeys(DataSource database, String controlPlane) {
        this.sql = new AccessSql(database);
        this.controlPlane = controlPlane;
    }

    public Reservation reserve(KeyUse use) {
        return sql.inTransaction(connection -> {
            @Nullable Reservation found = inserted(connection, use);
            // None at both means that it was released in between; the next turn inserts it.
            while (found == null) {
                found = existing(connection, use);
                if (found == null) {
                    found = inserted(connection, use);
                }
            }
            return found;
        });
    }

    private @Nullable Reservation inserted(Connection connection, KeyUse use) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into idempotency_key (principal, key, request, owner) values (?, ?, ?, ?)
                on conflict (principal, key) do nothing returning reservation""")) {
            insert.setString(1, use.principal());
            insert.setString(2, use.key());
            insert.setBytes(3, use.request());
            insert.setString(4, controlPlane);
            try (ResultSet row = insert.executeQuery()) {
                return row.next() ? new Reservation.Fresh(row.getString(1)) : null;
            }
        }
    }

    private @Nullable Reservation existing(Connection connection, KeyUse use) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select request, status, location, answer, " + OLD
                + " as old, " + ABANDONED
                + " as abandoned from idempotency_key where principal = ? and key = ? for update")) {
            select.setString(1, use.principal());
            select.setString(2, use.key());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                if (row.getBoolean("old")) {
                    return taken(
                            connection,
                            use,
                            "reservation = gen_random_uuid(), status = null, location = null, answer = null");
                }
                if (!Arrays.equals(row.getBytes("request"), use.request())) {
                    return new Reservation.OtherRequest();
                }
                int status = row.getInt("status");
                if (!row.wasNull()) {
                    return new Reservation.Answered(
                            new StoredAnswer(status, row.getString("location"), row.getString("answer")));
                }
                return row.getBoolean("abandoned")
                        ? taken(connection, use, "reservation = reservation")
                        : new Reservation.InFlight();
            }
        }
    }

    private Reservation taken(Connection connection, KeyUse use, String changes) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update idempotency_key set request = ?, owner = ?, " + "reserved_at = now(), " + changes
                        + " where principal = ? and key = ? returning reservation")) {
            update.setBytes(1, use.request());
            update.setString(2, controlPlane);
            update.setString(3, use.principal());
            update.setString(4, use.key());
            try (ResultSet row = update.executeQuery()) {
                row.next();
                return new Reservation.Fresh(row.getString(1));
            }
        }
    }

    /** Keeps the answer for the next request with the key; nothing happens if another control plane took it over. */
    public void answer(Reservation.Fresh reservation, StoredAnswer answer) {
        sql.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update idempotency_key set status = ?, location = ?, answer = ?
                    where reservation = ?::uuid and owner = ? and status is null""")) {
                update.setInt(1, answer.status());
                update.setString(2, answer.location());
                update.setString(3, answer.body());
                update.setString(4, reservation.id());
                update.setString(5, controlPlane);
                return update.executeUpdate();
            }
        });
    }

    /** Gives a key back whose request was refused and so changed nothing. */
    public void release(Reservation.Fresh reservation) {
        sql.call(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from idempotency_key where reservation = ?::uuid and owner = ? and status is null")) {
                delete.setString(1, reservation.id());
                delete.setString(2, controlPlane);
                return delete.executeUpdate();
            }
        });
    }

    /** Deletes keys that are kept no longer; returns how many. */
    public int sweep() {
        return sql.call(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from idempotency_key where " + OLD)) {
                return delete.executeUpdate();
            }
        });
    }
}
