package dev.cairn.ledger;

import dev.cairn.ports.UnitKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;

/** The SQL of run_unit, and of the owner's row that guards it. */
final class UnitSql {
    private UnitSql() {}

    /** A unit that is committed. */
    record Stored(String json, String owner, long fence) {}

    static Optional<Stored> find(Connection connection, long run, UnitKey unit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select result::text, owner, fence from run_unit where run_id = ? and unit = ?")) {
            select.setLong(1, run);
            select.setString(2, unit.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Stored(row.getString(1), row.getString(2), row.getLong(3)))
                        : Optional.empty();
            }
        }
    }

    /** {@code for share} holds off a take-over until the commit; {@code for key share} does not. */
    static boolean lockOwnership(Connection connection, OwnedRun owned) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select 1 from run_owner where run_id = ? and owner = ? and fence = ? for share")) {
            select.setLong(1, owned.run());
            select.setString(2, owned.owner());
            select.setLong(3, owned.fence());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    static void insert(Connection connection, OwnedRun owned, UnitRecord unit) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, tokens, started_at,
                    rules_compared, rules_differ)
                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)""")) {
            insert.setLong(1, owned.run());
            insert.setString(2, unit.unit().value());
            insert.setLong(3, owned.fence());
            insert.setInt(4, unit.attempt());
            insert.setString(5, owned.owner());
            insert.setString(6, unit.json());
            insert.setInt(7, unit.rollouts().size());
            insert.setLong(8, Usages.tokens(unit.rollouts()));
            insert.setTimestamp(9, Timestamp.from(unit.startedAt()));
            RuleAgreement rules = RuleAgreement.of(unit.rollouts());
            insert.setLong(10, rules.compared());
            insert.setLong(11, rules.differ());
            insert.executeUpdate();
        }
    }

    static void deleteProgress(Connection connection, long run, UnitKey unit) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from unit_progress where run_id = ? and unit = ?")) {
            delete.setLong(1, run);
            delete.setString(2, unit.value());
            delete.executeUpdate();
        }
    }

    static void ensureRolloutBlock(Connection connection, long run) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("select ensure_rollout_block(?)")) {
            call.setLong(1, run);
            call.execute();
        }
    }
}
