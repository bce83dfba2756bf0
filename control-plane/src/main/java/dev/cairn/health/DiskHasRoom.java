package dev.cairn.health;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.config.CairnConfig;
import dev.cairn.ports.StorageRoot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Checks that the disks of HOME and of the artifacts have enough free space ({@code cairn.min-free-bytes}). */
@Readiness
@ApplicationScoped
final class DiskHasRoom implements HealthCheck {
    private static final String NAME = "disk";

    private final List<Path> places;
    private final long minFreeBytes;

    @Inject
    DiskHasRoom(CairnConfig config, ArtifactStore store) {
        this(List.of(config.home(), store.root(StorageRoot.DURABLE)), config.minFreeBytes());
    }

    DiskHasRoom(List<Path> places, long minFreeBytes) {
        this.places = places;
        this.minFreeBytes = minFreeBytes;
    }

    @Override
    public HealthCheckResponse call() {
        for (Path place : places) {
            try {
                long free = Files.getFileStore(place).getUsableSpace();
                if (free < minFreeBytes) {
                    return CheckResult.down(
                            NAME,
                            String.format(
                                    Locale.ROOT,
                                    "%.1f MiB are free at %s, less than %.1f",
                                    free / 1048576.0,
                                    place,
                                    minFreeBytes / 1048576.0),
                            "make room on that disk; runs that wait for it resume by themselves");
                }
            } catch (IOException e) {
                return CheckResult.down(
                        NAME, place + " can't be read: " + e.getMessage(), "check whether its disk is mounted");
            }
        }
        return CheckResult.up(NAME);
    }

    /** The free space at the fullest of the places, in words; empty if none can be read. */
    String room() {
        return places.stream()
                .flatMap(place -> free(place).stream().map(free -> Map.entry(place, free)))
                .min(Map.Entry.comparingByValue())
                .map(least -> String.format(
                        Locale.ROOT, "%.1f GiB free at %s", least.getValue() / 1073741824.0, least.getKey()))
                .orElse("");
    }

    private static Optional<Long> free(Path place) {
        try {
            return Optional.of(Files.getFileStore(place).getUsableSpace());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
