package dev.cairn.history.logins;

import jakarta.inject.Singleton;
import java.time.Duration;

/** Ends what logins for psql leave running, since a session may lift its own limits; removes logins that expired. */
@Singleton
public final class LoginWatch {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final SqlLogins logins;
    private final LoginRoles roles;

    public LoginWatch(SqlLogins logins, LoginRoles roles) {
        this.logins = logins;
        this.roles = roles;
    }

    /** Looks once; returns the number of sessions whose statement or transaction was ended. */
    public int look() {
        if (!roles.isSetUp() || !logins.removeExpired()) {
            return 0;
        }
        return roles.endOverdue(GRACE);
    }
}
