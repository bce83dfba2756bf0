package dev.cairn.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.fleet.Fleet;
import dev.cairn.platform.Home;
import dev.cairn.queue.QueueSettings;
import dev.cairn.runs.Ports;
import dev.cairn.runs.RunExecutor;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestControlPlaneTest {
    private final TestControlPlane controlPlane = TestControlPlane.on(TestDatabase.empty());

    @Test
    void itsObjectsAreThoseThatTheApplicationsProducersMakeEachOnce(@TempDir Path temporary) {
        controlPlane.config(new TestConfig(temporary, Path.of("/no/python"), Duration.ZERO));
        controlPlane.artifacts(temporary);
        assertThat(controlPlane.get(Ports.class).getClass().getSimpleName())
                .as("as dev.cairn.metrics.MetricsBeans makes them")
                .isEqualTo("MeteredPorts");
        assertThat(controlPlane.get(QueueSettings.class)).isEqualTo(QueueSettings.standard());
        assertThat(controlPlane.executor()).isSameAs(controlPlane.get(RunExecutor.class));
        assertThat(controlPlane.get(Home.class).path()).isEqualTo(temporary);
        controlPlane.close();
    }

    @Test
    void whatATestGivesTakesThePlaceOfTheApplicationsOwn(@TempDir Path temporary) {
        ArtifactStore store = controlPlane.artifacts(temporary).get(ArtifactStore.class);
        assertThat(store).isSameAs(controlPlane.get(ArtifactStore.class));
        QueueSettings own = QueueSettings.standard().withLease(Duration.ofSeconds(1));
        assertThat(controlPlane.queue(own).get(QueueSettings.class)).isSameAs(own);
    }

    @Test
    void whatATestHasToGiveIsNamed() {
        assertThatThrownBy(() -> controlPlane.get(Fleet.class))
                .rootCause()
                .hasMessageContaining("gives its control plane no HOME");
        assertThatThrownBy(() -> controlPlane.get(TestRuns.class))
                .hasMessageContaining("no producer makes a dev.cairn.testing.TestRuns");
    }
}
