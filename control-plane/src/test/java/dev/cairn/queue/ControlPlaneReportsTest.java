package dev.cairn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ids.RunId;
import dev.cairn.queue.ControlPlaneView.ControlPlaneState;
import dev.cairn.queue.ControlPlanes.ControlPlane;
import dev.cairn.queue.PartHealth.PartKind;
import dev.cairn.queue.PartHealth.PartState;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import dev.cairn.testing.TestQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ControlPlaneReportsTest {
    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);
    private final ControlPlanes planes = experiments.get(ControlPlanes.class);
    private final ControlPlaneReports reports = experiments.get(ControlPlaneReports.class);

    private static ControlPlane plane(String id, String host, String... pools) {
        return new ControlPlane(id, host, 7, Set.of(pools), 1, 2);
    }

    @Test
    void aControlPlaneIsShownWithItsPartsAndItsRuns() {
        planes.heartbeat(plane("a", "host-1", "gpu", "default"), ControlPlanes.State.CLAIMING);
        Instant since = Instant.parse("2026-01-02T03:04:05Z");
        PartHealth disk = new PartHealth(
                PartKind.DISK, PartState.DOWN, since, "0.1 GiB free at /h", "too little \u0000 room", "make room");
        reports.report("a", List.of(disk));
        experiments.submit(Map.of());
        RunId run = new TestQueue(database, Duration.ofMinutes(1))
                .claim("a")
                .orElseThrow()
                .run();
        assertThat(reports.all()).singleElement().satisfies(shown -> {
            assertThat(shown.state()).isEqualTo(ControlPlaneState.CLAIMING);
            assertThat(shown.pools()).containsExactly("default", "gpu");
            assertThat(shown.accelerators()).isEqualTo(2);
            assertThat(shown.since()).isEqualTo(shown.startedAt());
            assertThat(shown.parts()).containsExactly(disk);
            assertThat(shown.runs()).singleElement().satisfies(work -> {
                assertThat(work.id()).isEqualTo(run);
                assertThat(work.name()).isEqualTo("screen");
            });
        });
    }

    @Test
    void aReportBeforeTheFirstHeartbeatAndOneOfAnotherVersionAreNotShown() {
        reports.report("a", List.of());
        assertThat(reports.all()).isEmpty();
        planes.heartbeat(plane("a", "host-1", "default"), ControlPlanes.State.DRAINING);
        database.execute("update control_plane set parts = '[{\"part\": \"unheard-of\"}]'");
        assertThat(reports.all()).singleElement().satisfies(shown -> {
            assertThat(shown.state()).isEqualTo(ControlPlaneState.DRAINING);
            assertThat(shown.parts()).isEmpty();
        });
    }

    @Test
    void oneThatIsGoneIsShownUntilAnotherTakesItsPlace() {
        planes.heartbeat(plane("a", "host-1", "default"), ControlPlanes.State.CLAIMING);
        database.execute(
                "update control_plane set started_at = now() - interval '2 h', seen_at = now() - interval '1 h'");
        planes.heartbeat(plane("b", "host-2", "default"), ControlPlanes.State.CLAIMING);
        planes.heartbeat(plane("c", "host-1", "gpu"), ControlPlanes.State.CLAIMING);
        assertThat(reports.all())
                .extracting(ControlPlaneView::id)
                .as("another host, another pool")
                .containsExactlyInAnyOrder("a", "b", "c")
                .last()
                .isEqualTo("a");
        assertThat(reports.all().getLast().state()).isEqualTo(ControlPlaneState.GONE);
        planes.heartbeat(plane("d", "host-1", "default"), ControlPlanes.State.CLAIMING);
        assertThat(reports.all()).extracting(ControlPlaneView::id).doesNotContain("a");
    }
}
