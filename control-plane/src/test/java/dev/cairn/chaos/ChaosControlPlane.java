package dev.cairn.chaos;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.queue.QueueSettings;
import dev.cairn.runs.RunExecutor;
import dev.cairn.runs.RunLifecycleEvent;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.testing.TestConfig;
import dev.cairn.testing.TestControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A control plane with a fake cluster in place of engines and workers. */
record ChaosControlPlane(TestControlPlane controlPlane, FakeCluster cluster) {
    /** Many deaths in a row are what some tests are about. */
    private static final int NO_STALL_LIMIT = 10_000;

    static ChaosControlPlane of(DataSource database, String name, Duration lease, Path artifacts, Duration grace) {
        return of(database, name, new QueueSettings(lease, Duration.ofMillis(50), NO_STALL_LIMIT), artifacts, grace);
    }

    static ChaosControlPlane of(DataSource database, String name, QueueSettings queue, Path artifacts, Duration grace) {
        return of(database, name, queue, artifacts, grace, news -> {});
    }

    static ChaosControlPlane of(
            DataSource database,
            String name,
            QueueSettings queue,
            Path artifacts,
            Duration grace,
            Consumer<RunLifecycleEvent> news) {
        TestControlPlane controlPlane = TestControlPlane.on(database)
                .named(name)
                .queue(queue)
                .config(new TestConfig(artifacts.resolveSibling("home"), Path.of("/no/python"), grace))
                .artifacts(artifacts)
                .news(news);
        FakeCluster cluster = new FakeCluster(
                Stream.concat(ChaosScript.PROBLEMS.stream(), ChaosScript.OTHERS.stream())
                        .toList(),
                new ChaosScript(),
                new DiskPolicyStore(controlPlane.get(ArtifactStore.class)));
        return new ChaosControlPlane(controlPlane.ports(new AnnouncedPorts(cluster)), cluster);
    }

    RunExecutor executor() {
        return controlPlane.executor();
    }
}
