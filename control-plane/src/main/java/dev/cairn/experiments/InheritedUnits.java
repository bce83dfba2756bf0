package dev.cairn.experiments;

import dev.cairn.ids.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Gives a run that has not started the finished units of another: it replays them and resumes after the last one. */
final class InheritedUnits {
    private InheritedUnits() {}

    /** For a run that was written without a predecessor. */
    static void give(Connection connection, RunId from, RunId to) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update run set previous = ?, inherits = true where id = ?")) {
            update.setLong(1, from.value());
            update.setLong(2, to.value());
            update.executeUpdate();
        }
        copy(connection, from, to);
    }

    /** For a run that was written as the successor of the other. */
    static void copy(Connection connection, RunId from, RunId to) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("select inherit_units(?, ?)")) {
            call.setLong(1, from.value());
            call.setLong(2, to.value());
            call.execute();
        }
    }
}
