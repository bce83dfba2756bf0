package dev.cairn.boot;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.artifacts.ScratchDirectory;
import dev.cairn.config.CairnConfig;
import dev.cairn.platform.Home;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;

/** Producers for HOME and the artifacts, whose packages do not depend on a framework. */
final class StorageBeans {
    @Produces
    @Singleton
    Home home(CairnConfig config) {
        return Home.at(config.home());
    }

    @Produces
    @Singleton
    ArtifactStore artifactStore(Home home, CairnConfig config, Clock clock) {
        Path scratch = ScratchDirectory.choose(
                Path.of("/dev/shm"),
                "cairn-" + Integer.toHexString(home.path().hashCode()),
                home.scratch(),
                ScratchDirectory.LEAST_FREE);
        return new ArtifactStore(config.artifacts().orElse(home.artifacts()), scratch, clock);
    }
}
