package dev.cairn.fleet.registry;

import dev.cairn.jdbc.Transactions;
import dev.cairn.platform.Home;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Producer for the registry, whose tokens are sealed with the key in HOME. */
final class RegistryBeans {
    @Produces
    @Singleton
    Registry registry(Transactions transactions, Home home) {
        return new Registry(transactions, home.tokenKey(), new SecureRandom());
    }
}
