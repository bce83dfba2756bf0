package dev.cairn.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A new token.
 *
 * @param secret the secret that its holder sends; shown only once, and absent if the answer is repeated
 */
public record MadeToken(
        Token token,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) implements SecretResponse {
    @Override
    public MadeToken withoutSecret() {
        return new MadeToken(token, null);
    }
}
