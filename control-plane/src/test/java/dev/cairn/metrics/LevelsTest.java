package dev.cairn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.queue.Lease;
import dev.cairn.queue.QueueSettings;
import dev.cairn.testing.FailingSource;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import dev.cairn.testing.TestQueue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Levels come from the database, and are absent if it does not answer. */
final class LevelsTest {
    private static final QueueSettings QUEUE = QueueSettings.standard().withLease(Duration.ofHours(1));

    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void depthAgeLeaseAndEventsAreAsTheDatabaseSays() {
        LevelGauges gauges = new LevelGauges(experiments.jdbc(), QUEUE, registry);
        gauges.read();
        assertThat(runs("queued")).isZero();
        assertThat(value("cairn.lease.age.seconds")).isZero();

        experiments.submit(Map.of());
        experiments.submit(Map.of());
        TestQueue queue = new TestQueue(database, QUEUE);
        Lease lease = queue.claim("me").orElseThrow();
        database.execute("update run set created_at = now() - interval '100 seconds'");
        database.execute(
                "update run_heartbeat set lease_until = clock_timestamp() + interval '40 minutes' where run_id = "
                        + lease.run());
        gauges.read();
        assertThat(runs("queued")).isEqualTo(1);
        assertThat(runs("running")).isEqualTo(1);
        assertThat(runs("waiting"))
                .isEqualTo((double) database.number("select count(*) from run where state = 'waiting'"))
                .isPositive();
        assertThat(value("cairn.queue.oldest.seconds", "pool", "default")).isBetween(100.0, 280.0);
        assertThat(value("cairn.lease.age.seconds")).isBetween(1200.0, 1380.0);
        assertThat(value("cairn.events.unpublished"))
                .isEqualTo((double) database.number("select count(*) from run_event where position is null"))
                .isPositive();
        assertThat(value("cairn.database.up")).isEqualTo(1);

        database.execute("update run set not_before = now() + interval '1 hour' where state = 'queued'");
        gauges.read();
        assertThat(value("cairn.queue.oldest.seconds", "pool", "default"))
                .as("what may not be claimed yet is not late")
                .isZero();
    }

    @Test
    void aDatabaseThatDoesNotAnswerLeavesNoOldNumbers() {
        FailingSource source = new FailingSource(experiments.database());
        LevelGauges gauges = new LevelGauges(new JdbcRunner(source.source()), QUEUE, registry);
        gauges.read();
        source.fail();
        assertThatThrownBy(gauges::read).hasMessageContaining("on purpose");
        assertThat(value("cairn.database.up")).isZero();
        assertThat(value("cairn.lease.age.seconds")).isNaN();
        assertThat(registry.find("cairn.queue.runs").gauges()).isEmpty();
    }

    private double runs(String state) {
        return value("cairn.queue.runs", "pool", "default", "state", state);
    }

    private double value(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }
}
