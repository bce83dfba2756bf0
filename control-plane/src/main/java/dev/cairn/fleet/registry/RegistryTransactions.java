package dev.cairn.fleet.registry;

import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;

/** Work on the registry's rows in one transaction. */
record RegistryTransactions(JdbcRunner jdbc) {
    /** @throws PortException WAIT if the database did not answer or refused; nothing was written */
    <T> T call(String what, JdbcRunner.Work<T> work) {
        try {
            return jdbc.inTransaction(what, work);
        } catch (DatabaseException e) {
            throw new PortException(Remedy.WAIT, String.valueOf(e.getMessage()), e);
        }
    }
}
