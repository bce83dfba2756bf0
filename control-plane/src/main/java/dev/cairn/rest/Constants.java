package dev.cairn.rest;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads query parameters that name a constant; JAX-RS would answer an unknown name with 404. */
public final class Constants {
    private Constants() {}

    /** @throws InvalidInputException if there is no such constant; it lists those that there are */
    public static <E extends Enum<E>> @Nullable E named(Class<E> type, String parameter, @Nullable String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        Subject.QUERY,
                        new FieldError(
                                parameter,
                                "is '" + name + "'",
                                Arrays.stream(type.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", ")))));
    }
}
