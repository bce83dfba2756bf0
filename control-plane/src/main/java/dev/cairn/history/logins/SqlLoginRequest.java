package dev.cairn.history.logins;

import dev.cairn.access.PersonName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request to make a login for psql.
 *
 * @param name the person, as on tokens and experiments
 * @param days until it expires; 30 if absent
 */
public record SqlLoginRequest(String name, @Nullable Integer days) {
    /** Names of roles have 63 bytes at most. */
    private static final int LONGEST = 63 - SqlLogins.PREFIX.length();

    private static final int DEFAULT_DAYS = 30;
    private static final int MOST_DAYS = 365;

    public SqlLoginRequest {
        if (name == null || !PersonName.isValid(name) || name.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "name must be " + PersonName.WORDS + ", and at most " + LONGEST + " of them");
        }
        if (days != null && (days < 1 || days > MOST_DAYS)) {
            throw new IllegalArgumentException("days must be 1 to " + MOST_DAYS + ", not " + days);
        }
    }

    Duration lifetime() {
        return Duration.ofDays(days == null ? DEFAULT_DAYS : days);
    }
}
