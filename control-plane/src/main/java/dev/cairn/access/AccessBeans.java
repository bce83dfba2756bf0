package dev.cairn.access;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;

/** What of access is made from configuration. */
final class AccessBeans {
    @Produces
    @Singleton
    SignInCodes signInCodes(AdminToken admin) {
        return new SignInCodes(Clock.systemUTC(), admin::ensure);
    }

    @Produces
    @Singleton
    IdempotencyKeys idempotencyKeys(DataSource database) {
        return new IdempotencyKeys(database, "pid-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }

    @Produces
    @Singleton
    RateLimits rateLimits(AccessConfig config) {
        return new RateLimits(config.requestsPerSecond(), config.burst());
    }
}
