package dev.cairn.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A new token.
 *
 * @param secret what its holder sends; shown this once, absent when the answer is given again
 */
public record MadeToken(
        Token token,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) implements SecretResponse {
    @Override
    public MadeToken again() {
        return new MadeToken(token, null);
    }
}
