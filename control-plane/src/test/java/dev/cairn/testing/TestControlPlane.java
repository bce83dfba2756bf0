package dev.cairn.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.config.CairnConfig;
import dev.cairn.fleet.Fleet;
import dev.cairn.queue.ControlPlanes;
import dev.cairn.queue.QueueSettings;
import dev.cairn.runs.Ports;
import dev.cairn.runs.RunExecutor;
import dev.cairn.runs.RunLifecycleEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;

/**
 * A control plane in a plain JVM, wired as the application is; several may share a database and artifacts.
 *
 * <p>What a test sets takes the place of the application's own; everything else is made as the application makes it.
 */
public final class TestControlPlane implements AutoCloseable {
    private final ApplicationBeans beans = new ApplicationBeans();

    private TestControlPlane() {}

    /** On a database, with the standard settings and real clocks, without a listener or models. */
    public static TestControlPlane on(TestDatabase database) {
        return on(database.application());
    }

    /** On a database that a test has changed, for instance so that it fails. */
    public static TestControlPlane on(DataSource database) {
        TestControlPlane controlPlane = new TestControlPlane();
        controlPlane.beans.give(DataSource.class, database);
        controlPlane.beans.give(SessionFactory.class, TestSessions.factory());
        return controlPlane
                .with(CairnConfig.class, TestConfig.withoutHome())
                .with(ObjectMapper.class, TestJson.MAPPER)
                .with(MeterRegistry.class, new SimpleMeterRegistry())
                .news(event -> {})
                .named("test");
    }

    /** Takes the place of the application's own bean of this type. */
    public <T> TestControlPlane with(Class<T> type, T bean) {
        beans.give(type, bean);
        return this;
    }

    /** As the database and its leases know it. */
    public TestControlPlane named(String name) {
        return with(
                ControlPlanes.ControlPlane.class,
                new ControlPlanes.ControlPlane(
                        name, "test", ProcessHandle.current().pid(), TestQueue.POOLS, 1, 0));
    }

    public TestControlPlane queue(QueueSettings settings) {
        return with(QueueSettings.class, settings);
    }

    /** The folder with its children and logs, the interpreter of its workers, and how long units may take when it ends. */
    public TestControlPlane config(TestConfig config) {
        return with(CairnConfig.class, config);
    }

    /** A folder for adapters and completions, which control planes may share. */
    public TestControlPlane artifacts(Path directory) {
        return with(
                ArtifactStore.class,
                new ArtifactStore(directory.resolve("durable"), directory.resolve("scratch"), beans.get(Clock.class)));
    }

    /** In place of engines and workers. */
    public TestControlPlane ports(Ports ports) {
        return with(Ports.class, ports);
    }

    /** Listens to the runs' lifecycle. */
    @SuppressWarnings("unchecked")
    public TestControlPlane news(Consumer<RunLifecycleEvent> listener) {
        return with((Class<Consumer<RunLifecycleEvent>>) (Class<?>) Consumer.class, listener);
    }

    /** An object of the application. */
    public <T> T get(Class<T> type) {
        return beans.get(type);
    }

    public RunExecutor executor() {
        return get(RunExecutor.class);
    }

    @Override
    public void close() {
        if (beans.has(RunExecutor.class)) {
            executor().close();
        }
        if (beans.has(Fleet.class)) {
            get(Fleet.class).close();
        }
    }
}
