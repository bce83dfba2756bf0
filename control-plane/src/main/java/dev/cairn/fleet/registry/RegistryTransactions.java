package dev.cairn.fleet.registry;

import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.Transactions;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** Work on the registry's rows, for callers that carry out runs. */
record RegistryTransactions(Transactions transactions) {
    /** @throws PortException WAIT if the database did not answer or refused */
    <T> T read(String what, Function<ServiceRepository, T> work) {
        return call(() -> transactions.read(what, session -> work.apply(new ServiceRepository_(session))));
    }

    /** @throws PortException WAIT if the database did not answer or refused */
    <T> T ask(String what, Function<Handle, T> work) {
        return call(() -> transactions.jdbc().call(what, work::apply));
    }

    /** @throws PortException WAIT if the database did not answer or refused; nothing was written */
    <T> T edit(String what, BiFunction<ServiceRepository, Handle, T> work) {
        return call(() ->
                transactions.edit(what, (session, handle) -> work.apply(new ServiceRepository_(session), handle)));
    }

    private static <T> T call(Supplier<T> work) {
        try {
            return work.get();
        } catch (DatabaseException e) {
            throw new PortException(Remedy.WAIT, String.valueOf(e.getMessage()), e);
        }
    }
}
