package dev.cairn.history;

import dev.cairn.history.Viewer.Sight;
import dev.cairn.jdbc.JdbcRunner;
import java.util.UUID;

/**
 * The rows by which the database knows who reads in a session.
 *
 * @param user the role of the sessions
 */
record ReaderTickets(JdbcRunner jdbc, String user) {
    void write(Viewer viewer, UUID ticket) {
        jdbc.call(
                "admitting a reader",
                handle -> handle.createUpdate("""
                        insert into history_access.reader (ticket, login, viewer, sees_all)
                        values (:ticket::uuid, :login, :viewer, :all)""")
                        .bind("ticket", ticket.toString())
                        .bind("login", user)
                        .bind("viewer", viewer.name())
                        .bind("all", viewer.sight() == Sight.ALL)
                        .execute());
    }

    void remove(UUID ticket) {
        jdbc.call(
                "dismissing a reader",
                handle -> handle.createUpdate("delete from history_access.reader where ticket = :ticket::uuid")
                        .bind("ticket", ticket.toString())
                        .execute());
    }
}
