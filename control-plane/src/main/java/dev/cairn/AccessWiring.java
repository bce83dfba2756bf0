package dev.cairn;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.access.AccessConfig;
import dev.cairn.access.Audit;
import dev.cairn.access.AuditIntents;
import dev.cairn.access.IdempotencyKeys;
import dev.cairn.access.RateLimits;
import dev.cairn.access.Sessions;
import dev.cairn.access.SignInCodes;
import dev.cairn.access.Tokens;
import dev.cairn.platform.Home;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;

/** How the part that decides who may do what is put together. */
final class AccessWiring {
    @Produces
    @Singleton
    Audit audit(DataSource database, ObjectMapper json) {
        return new Audit(database, json);
    }

    @Produces
    @Singleton
    AuditIntents auditIntents(DataSource database, Audit audit) {
        return new AuditIntents(database, audit);
    }

    @Produces
    @Singleton
    Tokens tokens(DataSource database, Audit audit) {
        return new Tokens(database, audit);
    }

    @Produces
    @Singleton
    Sessions sessions(DataSource database, Audit audit) {
        return new Sessions(database, audit);
    }

    @Produces
    @Singleton
    SignInCodes signInCodes(AdminToken admin) {
        return new SignInCodes(Clock.systemUTC(), admin::ensure);
    }

    @Produces
    @Singleton
    AdminToken adminToken(Home home, Tokens tokens) {
        return new AdminToken(home, tokens);
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
