package dev.cairn.fleet.registry;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a registered service; absent values stay unchanged.
 *
 * @param address a service with a token needs its token again with a new address
 * @param token if empty, no token is sent from now on
 */
public record RegistrationPatch(
        @Nullable String address,
        @Nullable String token,
        @Nullable String pool,
        @Nullable Integer maxAdapters) {
    /**
     * The registration after the change.
     *
     * @throws InvalidInputException with every mistake found
     */
    Registration.Checked on(ServiceKind kind, RegisteredService before) {
        List<FieldError> mistakes = new ArrayList<>();
        ServiceAddress where = Registration.address(address == null ? before.address() : address, mistakes);
        ServiceToken shown = token == null ? null : Registration.token(token, mistakes);
        Registration.maxAdapters(kind, maxAdapters, mistakes);
        if (token == null && before.hasToken() && !where.toString().equals(before.address())) {
            mistakes.add(new FieldError(
                    "token",
                    "must be given with a new address, because a token goes only to the address it was given for",
                    "a token, or an empty text for none"));
        }
        InvalidInputException.throwIfAny(Subject.REGISTRATION, mistakes);
        return new Registration.Checked(
                before.name(),
                where,
                shown,
                pool == null ? before.pool() : pool,
                maxAdapters == null ? before.maxAdapters() : maxAdapters);
    }
}
