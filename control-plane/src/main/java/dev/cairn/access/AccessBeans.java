package dev.cairn.access;

import dev.cairn.base.Ticker;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** Producers for the parts of access that depend on configuration. */
final class AccessBeans {
    @Produces
    @Singleton
    SignInCodes signInCodes(AdminToken admin, Clock clock) {
        return new SignInCodes(clock, admin::ensure);
    }

    @Produces
    @Singleton
    IdempotencyKeys idempotencyKeys(JdbcRunner jdbc) {
        return new IdempotencyKeys(jdbc, "pid-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }

    @Produces
    @Singleton
    RateLimits rateLimits(AccessConfig config, Ticker ticker) {
        return new RateLimits(config.requestsPerSecond(), config.burst(), ticker);
    }
}
