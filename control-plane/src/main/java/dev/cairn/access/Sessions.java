package dev.cairn.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The console's sessions: what a browser's cookie stands for. One that was opened with a token ends with it; one that was
 * opened by the sign-in link belongs to the person at the terminal.
 */
public final class Sessions {
    /** Of a session and its cookie; a working week at one sitting is enough. */
    public static final Duration LIFETIME = Duration.ofDays(7);

    private static final String TARGET = "/api/v1/session";

    private final AccessSql sql;
    private final Audit audit;

    public Sessions(DataSource database, Audit audit) {
        this.sql = new AccessSql(database);
        this.audit = audit;
    }

    /** Opens a session; returns the cookie's secret. */
    public String open(Principal who) {
        Secret secret = Secret.fresh("");
        return sql.inTransaction(connection -> {
            deleteEnded(connection);
            insert(connection, secret, who.tokenId());
            audit.record(connection, who, new Change("session.open", TARGET, null, null));
            return secret.text();
        });
    }

    /** Whose cookie this is; empty if the session or its token has ended. */
    public Optional<Principal> holder(String cookie) {
        return sql.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select t.id, t.name, t.role, t.reach from console_session s left join api_token t on t.id = s.token_id
                    where s.hash = ? and s.expires_at > now() and (s.token_id is null or (""" + TokenSql.LIVE + "))")) {
                select.setBytes(1, new Secret(cookie).hash());
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    return Optional.of(row.getString("name") == null ? Principal.terminal() : TokenSql.principal(row));
                }
            }
        });
    }

    /** Ends a session; nothing happens if it has ended. */
    public void close(String cookie, Principal who) {
        sql.inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from console_session where hash = ?")) {
                delete.setBytes(1, new Secret(cookie).hash());
                if (delete.executeUpdate() > 0) {
                    audit.record(connection, who, new Change("session.close", TARGET, null, null));
                }
            }
            return who;
        });
    }

    private static void insert(Connection connection, Secret secret, @Nullable Long tokenId) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into console_session (hash, token_id, expires_at)
                values (?, ?, now() + ?::bigint * interval '1 second')""")) {
            insert.setBytes(1, secret.hash());
            insert.setObject(2, tokenId);
            insert.setLong(3, LIFETIME.toSeconds());
            insert.executeUpdate();
        }
    }

    private static void deleteEnded(Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from console_session where expires_at < now()")) {
            delete.executeUpdate();
        }
    }
}
