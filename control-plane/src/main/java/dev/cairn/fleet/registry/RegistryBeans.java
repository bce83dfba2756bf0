package dev.cairn.fleet.registry;

import dev.cairn.platform.Home;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import javax.sql.DataSource;

/** The registered engines and workers, their tokens sealed with the key in HOME. */
final class RegistryBeans {
    @Produces
    @Singleton
    Registry registry(DataSource database, Home home) {
        return new Registry(database, new TokenSeal(home.tokenKey(), new SecureRandom()));
    }
}
