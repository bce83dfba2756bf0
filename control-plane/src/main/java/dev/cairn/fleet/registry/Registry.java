package dev.cairn.fleet.registry;

import dev.cairn.fleet.registry.RegistrationConflictException.Reason;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;

/** The registered engines and workers, in the database that all control planes share. */
public final class Registry implements ServiceDirectory {
    private final RegistryTransactions transactions;
    private final TokenSeal seal;

    public Registry(JdbcRunner jdbc, TokenSeal seal) {
        this.transactions = new RegistryTransactions(jdbc);
        this.seal = seal;
    }

    /** All services of a kind, by name. */
    public List<RegisteredService> list(ServiceKind kind) {
        return transactions.call("reading " + kind.word() + "s", handle -> RegistrySql.list(handle, kind));
    }

    public Optional<RegisteredService> find(ServiceKind kind, String name) {
        return transactions.call("reading a " + kind.word(), handle -> row(handle, kind, name));
    }

    /**
     * Registers a service.
     *
     * @throws InvalidRegistrationException with every mistake found
     * @throws RegistrationConflictException if the name is taken
     */
    public RegisteredService add(ServiceKind kind, Registration wanted) {
        Registration.Checked checked = wanted.checked(kind);
        return transactions.call("registering " + kind.word() + " " + checked.name(), handle -> {
            requirePool(handle, checked.pool());
            if (!RegistrySql.insert(handle, kind, checked, sealed(kind, checked))) {
                throw new RegistrationConflictException(
                        Reason.STATE,
                        kind.word() + " '" + checked.name()
                                + "' is already registered; change it, or choose another name");
            }
            return row(handle, kind, checked.name()).orElseThrow();
        });
    }

    /**
     * Changes a service.
     *
     * @param allowed whether a revision is one that the caller has seen
     * @return empty if it is not registered
     * @throws InvalidRegistrationException with every mistake found
     * @throws RegistrationConflictException if it was changed in the meantime
     */
    public Optional<RegisteredService> change(
            ServiceKind kind, String name, LongPredicate allowed, RegistrationPatch patch) {
        return transactions.call("changing " + kind.word() + " " + name, handle -> {
            Optional<RegisteredService> before = RegistrySql.lock(handle, kind, name);
            if (before.isEmpty()) {
                return before;
            }
            if (!allowed.test(before.get().revision())) {
                throw new RegistrationConflictException(
                        Reason.CHANGED_MEANWHILE,
                        kind.word() + " '" + name
                                + "' has changed since you read it; read it again and repeat the change");
            }
            Registration.Checked checked = patch.on(kind, before.get());
            requirePool(handle, checked.pool());
            RegistrySql.update(handle, kind, checked);
            if (checked.token() != null) {
                RegistrySql.token(handle, kind, name, sealed(kind, checked));
            }
            return row(handle, kind, name);
        });
    }

    /**
     * Removes a service.
     *
     * @return false if it is not registered
     * @throws RegistrationConflictException if an experiment that has not ended names it
     */
    public boolean remove(ServiceKind kind, String name) {
        return transactions.call("removing " + kind.word() + " " + name, handle -> {
            List<Long> users = RegistrySql.experimentsNaming(handle, kind, name);
            if (!users.isEmpty()) {
                throw new RegistrationConflictException(
                        Reason.STATE,
                        kind.word() + " '" + name + "' is used by experiments that have not ended: " + users
                                + "; wait for their end, or cancel them");
            }
            return RegistrySql.delete(handle, kind, name);
        });
    }

    @Override
    public ServiceAccess access(ServiceKind kind, String name) {
        return transactions.call("reading " + kind.word() + " " + name, handle -> {
            RegisteredService found = row(handle, kind, name)
                    .orElseThrow(() -> new PortException(
                            Remedy.FIX_REQUEST,
                            kind.word() + " '" + name + "' is not registered; an admin can register it with ops/cairn "
                                    + kind.word() + "s add"));
            ServiceAddress address = ServiceAddress.parse(found.address());
            return new ServiceAccess(
                    kind, name, address, opened(handle, kind, name, address), found.maxAdapters(), found.revision());
        });
    }

    @Override
    public boolean isAtWork(long run, long fence) {
        return transactions.call("reading a run's owner", handle -> RegistrySql.isAtWork(handle, run, fence));
    }

    private ServiceToken opened(Handle handle, ServiceKind kind, String name, ServiceAddress address) {
        Optional<TokenSeal.Sealed> sealed = RegistrySql.sealed(handle, kind, name);
        try {
            return sealed.isEmpty() ? ServiceToken.NONE : seal.open(sealed.get(), boundTo(kind, name, address));
        } catch (TokenSeal.SealException e) {
            throw new PortException(
                    Remedy.WAIT,
                    "the token of " + kind.word() + " '" + name + "' can't be read here: " + e.getMessage(),
                    e);
        }
    }

    private Optional<TokenSeal.Sealed> sealed(ServiceKind kind, Registration.Checked checked) {
        ServiceToken token = checked.token();
        return token == null || token.isNone()
                ? Optional.empty()
                : Optional.of(seal.seal(token, boundTo(kind, checked.name(), checked.address())));
    }

    private static String boundTo(ServiceKind kind, String name, ServiceAddress address) {
        return kind.word() + "/" + name + "/" + address;
    }

    private static Optional<RegisteredService> row(Handle handle, ServiceKind kind, String name) {
        return RegistrySql.list(handle, kind).stream()
                .filter(service -> service.name().equals(name))
                .findFirst();
    }

    private static void requirePool(Handle handle, String pool) {
        List<String> pools = RegistrySql.pools(handle);
        if (!pools.contains(pool)) {
            throw new InvalidRegistrationException(List.of(new InvalidRegistrationException.Mistake(
                    "pool", "there is no pool '" + pool + "'", String.join(", ", pools))));
        }
    }
}
