package dev.cairn.chaos;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.queue.QueueSettings;
import dev.cairn.runs.RunExecutor;
import dev.cairn.runs.RunLifecycleEvent;
import dev.cairn.soar.fakes.FakeWorld;
import dev.cairn.testing.TestConfig;
import dev.cairn.testing.TestControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A control plane on the test engine. */
record Plane(TestControlPlane plane, FakeWorld world) {
    /** Many deaths in a row are what some tests are about. */
    private static final int NO_STALL_LIMIT = 10_000;

    static Plane of(DataSource database, String name, Duration lease, Path artifacts, Duration grace) {
        return of(database, name, new QueueSettings(lease, Duration.ofMillis(50), NO_STALL_LIMIT), artifacts, grace);
    }

    static Plane of(DataSource database, String name, QueueSettings queue, Path artifacts, Duration grace) {
        return of(database, name, queue, artifacts, grace, news -> {});
    }

    static Plane of(
            DataSource database,
            String name,
            QueueSettings queue,
            Path artifacts,
            Duration grace,
            Consumer<RunLifecycleEvent> news) {
        TestControlPlane plane = TestControlPlane.on(database)
                .named(name)
                .queue(queue)
                .config(new TestConfig(artifacts.resolveSibling("home"), Path.of("/no/python"), grace))
                .artifacts(artifacts)
                .news(news);
        FakeWorld world =
                new FakeWorld(ChaosWorld.PROBLEMS, new ChaosWorld(), new DiskShelf(plane.get(ArtifactStore.class)));
        return new Plane(plane.ports(new AnnouncedPorts(world)), world);
    }

    RunExecutor executor() {
        return plane.executor();
    }

    ArtifactStore store() {
        return plane.get(ArtifactStore.class);
    }
}
