package dev.cairn.history.logins;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.access.SecretResponse;
import org.jspecify.annotations.Nullable;

/**
 * A new login for psql.
 *
 * @param connect what psql needs to connect, without the password
 * @param password shown only once, and absent if the answer is repeated
 */
public record MadeSqlLogin(
        SqlLogin login,
        String connect,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String password) implements SecretResponse {
    @Override
    public MadeSqlLogin withoutSecret() {
        return new MadeSqlLogin(login, connect, null);
    }

    /** Without the password, since it may be logged. */
    @Override
    public String toString() {
        return "login " + login.login();
    }
}
