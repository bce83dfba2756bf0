package dev.cairn.submissions;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.fleet.registry.RegisteredService;
import dev.cairn.fleet.registry.Registry;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.spec.ExperimentSpec;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that the engine and the worker that a spec names are registered for its pool. */
@Singleton
record NamedServices(Registry registry) {
    /** @throws InvalidInputException which lists the registered ones */
    void require(ExperimentSpec spec) {
        List<FieldError> errors = new ArrayList<>();
        String pool = spec.queue().pool();
        require(errors, ServiceKind.ENGINE, spec.execution().engine(), pool);
        require(errors, ServiceKind.WORKER, spec.execution().worker(), pool);
        if (!errors.isEmpty()) {
            throw new InvalidInputException(Subject.SPEC, errors);
        }
    }

    private void require(List<FieldError> errors, ServiceKind kind, @Nullable String name, String pool) {
        if (name == null) {
            return;
        }
        List<RegisteredService> all = registry.list(kind);
        Optional<RegisteredService> found =
                all.stream().filter(one -> one.name().equals(name)).findFirst();
        String allowed = all.stream()
                .filter(one -> one.pool().equals(pool))
                .map(RegisteredService::name)
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "),
                        names -> (names.isEmpty() ? "" : names + ", ") + "or null: one is started here"));
        String field = "execution." + kind.wireName();
        if (found.isEmpty()) {
            errors.add(new FieldError(field, "there is no registered " + kind.wireName() + " '" + name + "'", allowed));
        } else if (!found.get().pool().equals(pool)) {
            errors.add(new FieldError(
                    field,
                    kind.wireName() + " '" + name + "' is of pool '"
                            + found.get().pool() + "', and queue.pool is '" + pool + "'",
                    allowed));
        }
    }
}
