package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.base.Ticker;
import dev.cairn.config.CairnConfig;
import dev.cairn.fleet.registry.Registry;
import dev.cairn.platform.Home;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Producers for the engines, workers and models of this control plane. */
final class FleetBeans {
    @Produces
    @Singleton
    Fleet fleet(CairnConfig config, Home home, ArtifactStore store, Registry registry, Ticker ticker) {
        return new Fleet(config.python(), config.workers(), home, store, registry, config.runsAtOnce(), ticker);
    }

    @Produces
    @Singleton
    ModelDirectories modelDirectories(CairnConfig config) {
        return new ModelDirectories(
                config.workers(), config.models().orElseGet(() -> config.home().resolve("models")));
    }
}
