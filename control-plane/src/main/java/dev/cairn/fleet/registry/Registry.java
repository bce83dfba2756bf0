package dev.cairn.fleet.registry;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.base.NameTakenException;
import dev.cairn.base.RefusedException;
import dev.cairn.base.RevisionMismatchException;
import dev.cairn.jdbc.Transactions;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;

/** The registered engines and workers, in the database that all control planes share. */
public final class Registry implements ServiceDirectory {
    private final RegistryTransactions transactions;
    private final TokenSeal seal;

    /** @param tokenKey file with the key that seals tokens; written when the first token is stored */
    public Registry(Transactions transactions, Path tokenKey, SecureRandom random) {
        this.transactions = new RegistryTransactions(transactions);
        this.seal = new TokenSeal(tokenKey, random);
    }

    /** All services of a kind, by name. */
    public List<RegisteredService> list(ServiceKind kind) {
        return transactions.read(
                "reading " + kind.wireName() + "s",
                services -> services.all(kind.wireName()).stream()
                        .map(ServiceRow::shown)
                        .toList());
    }

    public Optional<RegisteredService> find(ServiceKind kind, String name) {
        return row(kind, name).map(ServiceRow::shown);
    }

    /**
     * Registers a service.
     *
     * @throws InvalidInputException with every mistake found
     * @throws NameTakenException if the name is taken
     */
    public RegisteredService add(ServiceKind kind, Registration wanted) {
        Registration.Checked checked = wanted.checked(kind);
        return transactions.edit("registering " + kind.wireName() + " " + checked.name(), (services, handle) -> {
            requirePool(handle, checked.pool());
            if (services.find(kind.wireName(), checked.name()).isPresent()) {
                throw new NameTakenException(kind.wireName() + " '" + checked.name()
                        + "' is already registered; change it, or choose another name");
            }
            ServiceRow row = new ServiceRow(kind, checked, Transactions.now(handle));
            row.seal(sealed(kind, checked));
            return services.insert(row).shown();
        });
    }

    /**
     * Changes a service.
     *
     * @param allowed whether a revision is one that the caller has seen
     * @return empty if it is not registered
     * @throws InvalidInputException with every mistake found
     * @throws RevisionMismatchException if it was changed in the meantime
     * @throws RefusedException if it moves to another pool while an experiment that has not ended names it
     */
    public Optional<RegisteredService> change(
            ServiceKind kind, String name, LongPredicate allowed, RegistrationPatch patch) {
        return transactions.edit("changing " + kind.wireName() + " " + name, (services, handle) -> {
            Optional<ServiceRow> found = services.find(kind.wireName(), name);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            ServiceRow row = found.get();
            if (!allowed.test(row.version)) {
                throw new RevisionMismatchException(kind.wireName() + " '" + name + "'");
            }
            Registration.Checked checked = patch.on(kind, row.shown());
            requirePool(handle, checked.pool());
            if (!checked.pool().equals(row.pool)) {
                requireUnused(handle, kind, name);
            }
            row.apply(checked, Transactions.now(handle));
            RegistrySql.forgetProbe(handle, kind, name);
            if (checked.token() != null) {
                row.seal(sealed(kind, checked));
            }
            return Optional.of(services.update(row).shown());
        });
    }

    /**
     * Removes a service.
     *
     * @return false if it is not registered
     * @throws RefusedException if an experiment that has not ended names it
     */
    public boolean remove(ServiceKind kind, String name) {
        return transactions.edit("removing " + kind.wireName() + " " + name, (services, handle) -> {
            requireUnused(handle, kind, name);
            Optional<ServiceRow> row = services.find(kind.wireName(), name);
            row.ifPresent(services::delete);
            return row.isPresent();
        });
    }

    @Override
    public ServiceAccess access(ServiceKind kind, String name) {
        ServiceRow found = row(kind, name)
                .orElseThrow(() -> new PortException(
                        Remedy.FIX_REQUEST,
                        kind.wireName() + " '" + name + "' is not registered; an admin can register it with ops/cairn "
                                + kind.wireName() + "s add"));
        ServiceAddress address = ServiceAddress.parse(found.address);
        return new ServiceAccess(
                kind, name, address, opened(found, boundTo(kind, name, address)), found.maxAdapters, found.version);
    }

    @Override
    public boolean isAtWork(long run, long fence) {
        return transactions.ask("reading a run's owner", handle -> RegistrySql.isAtWork(handle, run, fence));
    }

    private ServiceToken opened(ServiceRow service, String boundTo) {
        Optional<TokenSeal.Sealed> sealed = service.sealed();
        try {
            return sealed.isEmpty() ? ServiceToken.NONE : seal.open(sealed.get(), boundTo);
        } catch (TokenSeal.SealException e) {
            throw new PortException(
                    Remedy.WAIT,
                    "the token of " + service.kind + " '" + service.name + "' can't be read here: " + e.getMessage(),
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
        return kind.wireName() + "/" + name + "/" + address;
    }

    private Optional<ServiceRow> row(ServiceKind kind, String name) {
        return transactions.read(
                "reading " + kind.wireName() + " " + name, services -> services.find(kind.wireName(), name));
    }

    private static void requireUnused(Handle handle, ServiceKind kind, String name) {
        List<Long> users = RegistrySql.experimentsNaming(handle, kind, name);
        if (!users.isEmpty()) {
            throw new RefusedException(kind.wireName() + " '" + name + "' is used by experiments that have not ended: "
                    + users + "; wait until they end, or cancel them");
        }
    }

    private static void requirePool(Handle handle, String pool) {
        List<String> pools = RegistrySql.pools(handle);
        if (!pools.contains(pool)) {
            throw new InvalidInputException(
                    Subject.REGISTRATION,
                    List.of(new FieldError("pool", "there is no pool '" + pool + "'", String.join(", ", pools))));
        }
    }
}
