package dev.cairn.fleet.registry;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a registered service; absent values stay unchanged.
 *
 * @param address a service with a token needs its token again with a new address
 * @param token if empty, no token is sent from now on
 * @param maxAdapters a whole number; JSON null for as many as a run needs
 */
public record RegistrationPatch(
        @Nullable String address,
        @Nullable String token,
        @Nullable String pool,

        @Schema(type = SchemaType.INTEGER, nullable = true, minimum = "1") @Nullable
        JsonNode maxAdapters) {
    /** Whether it changes nothing. */
    @JsonIgnore
    public boolean isEmpty() {
        return address == null && token == null && pool == null && maxAdapters == null;
    }

    /**
     * The registration after the change.
     *
     * @throws InvalidInputException with every mistake found
     */
    Registration.Checked on(ServiceKind kind, RegisteredService before) {
        List<FieldError> mistakes = new ArrayList<>();
        ServiceAddress where = Registration.address(address == null ? before.address() : address, mistakes);
        ServiceToken shown = token == null ? null : Registration.token(token, mistakes);
        Integer adapters = adapters(kind, before, mistakes);
        if (token == null && before.hasToken() && !where.toString().equals(before.address())) {
            mistakes.add(new FieldError(
                    "token",
                    "must be given with a new address, because a token goes only to the address it was given for",
                    "a token, or an empty text for none"));
        }
        InvalidInputException.throwIfAny(Subject.REGISTRATION, mistakes);
        return new Registration.Checked(before.name(), where, shown, pool == null ? before.pool() : pool, adapters);
    }

    private @Nullable Integer adapters(ServiceKind kind, RegisteredService before, List<FieldError> mistakes) {
        if (maxAdapters == null) {
            return before.maxAdapters();
        }
        if (maxAdapters.isNull()) {
            return null;
        }
        if (!maxAdapters.canConvertToInt() || !maxAdapters.canConvertToExactIntegral()) {
            mistakes.add(new FieldError("maxAdapters", "is not a whole number", "a whole number from 1, or null"));
            return null;
        }
        Registration.maxAdapters(kind, maxAdapters.intValue(), mistakes);
        return maxAdapters.intValue();
    }
}
