package dev.cairn.fleet.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements of the registry. */
final class RegistrySql {
    private static final String COLUMNS =
            "name, address, pool, adapters, sealed_token is not null, created_at, updated_at, version";

    private RegistrySql() {}

    static List<RegisteredService> list(Connection connection, ServiceKind kind) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select " + COLUMNS + " from registered_service where kind = ? order by name")) {
            select.setString(1, kind.word());
            return read(select);
        }
    }

    static Optional<RegisteredService> lock(Connection connection, ServiceKind kind, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select " + COLUMNS + " from registered_service where kind = ? and name = ? for update")) {
            select.setString(1, kind.word());
            select.setString(2, name);
            return read(select).stream().findFirst();
        }
    }

    private static List<RegisteredService> read(PreparedStatement select) throws SQLException {
        List<RegisteredService> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new RegisteredService(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getObject(4, Integer.class),
                        rows.getBoolean(5),
                        rows.getObject(6, OffsetDateTime.class).toInstant(),
                        rows.getObject(7, OffsetDateTime.class).toInstant(),
                        rows.getLong(8)));
            }
            return found;
        }
    }

    /** False if the name is taken. */
    static boolean insert(
            Connection connection, ServiceKind kind, Registration.Checked service, Optional<TokenSeal.Sealed> sealed)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into registered_service (kind, name, address, pool, adapters, sealed_token, token_key)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
            insert.setString(1, kind.word());
            insert.setString(2, service.name());
            insert.setString(3, service.address().toString());
            insert.setString(4, service.pool());
            adapters(insert, 5, service.adapters());
            seal(insert, 6, sealed);
            return insert.executeUpdate() == 1;
        }
    }

    static void update(Connection connection, ServiceKind kind, Registration.Checked service) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update registered_service set address = ?, pool = ?, adapters = ?, version = version + 1, updated_at = now()
                where kind = ? and name = ?""")) {
            update.setString(1, service.address().toString());
            update.setString(2, service.pool());
            adapters(update, 3, service.adapters());
            update.setString(4, kind.word());
            update.setString(5, service.name());
            update.executeUpdate();
        }
    }

    static void token(Connection connection, ServiceKind kind, String name, Optional<TokenSeal.Sealed> sealed)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update registered_service set sealed_token = ?, token_key = ? where kind = ? and name = ?")) {
            seal(update, 1, sealed);
            update.setString(3, kind.word());
            update.setString(4, name);
            update.executeUpdate();
        }
    }

    private static void adapters(PreparedStatement statement, int index, @Nullable Integer adapters)
            throws SQLException {
        statement.setObject(index, adapters, Types.INTEGER);
    }

    private static void seal(PreparedStatement statement, int index, Optional<TokenSeal.Sealed> sealed)
            throws SQLException {
        if (sealed.isPresent()) {
            statement.setBytes(index, sealed.get().bytes());
            statement.setString(index + 1, sealed.get().key());
        } else {
            statement.setNull(index, Types.BINARY);
            statement.setNull(index + 1, Types.VARCHAR);
        }
    }

    static Optional<TokenSeal.Sealed> sealed(Connection connection, ServiceKind kind, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select sealed_token, token_key from registered_service
                where kind = ? and name = ? and sealed_token is not null""")) {
            select.setString(1, kind.word());
            select.setString(2, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new TokenSeal.Sealed(row.getBytes(1), row.getString(2)))
                        : Optional.empty();
            }
        }
    }

    static boolean delete(Connection connection, ServiceKind kind, String name) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from registered_service where kind = ? and name = ?")) {
            delete.setString(1, kind.word());
            delete.setString(2, name);
            return delete.executeUpdate() == 1;
        }
    }

    static List<Long> experimentsNaming(Connection connection, ServiceKind kind, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select distinct e.id from experiment e join run r on r.experiment_id = e.id
                where r.ended_at is null and e.spec -> 'execution' ->> ? = ? order by e.id limit 10""")) {
            select.setString(1, kind.word());
            select.setString(2, name);
            try (ResultSet rows = select.executeQuery()) {
                List<Long> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
                return found;
            }
        }
    }

    static boolean isAtWork(Connection connection, long run, long fence) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select 1 from run_owner o join run r on r.id = o.run_id
                where o.run_id = ? and o.fence = ? and r.state in ('running', 'pausing', 'cancelling')""")) {
            select.setLong(1, run);
            select.setLong(2, fence);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    static List<String> pools(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select name from pool order by name");
                ResultSet rows = select.executeQuery()) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
