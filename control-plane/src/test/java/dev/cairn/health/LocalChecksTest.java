package dev.cairn.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of the process and its disk, which need no database. */
final class LocalChecksTest {
    @Test
    void aProcessWhoseVirtualThreadsRunIsAlive() {
        assertThat(new VirtualThreadsRun().call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aProcessWhoseVirtualThreadsDoNotRunIsNotAlive() {
        VirtualThreadsRun blocked = new VirtualThreadsRun(work -> {}, Duration.ofMillis(1));
        assertThat(blocked.call().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aDiskWithLessRoomThanAskedForIsNotReady(@TempDir Path directory) {
        assertThat(new DiskHasRoom(List.of(directory), 1).call().getStatus()).isEqualTo(Status.UP);
        HealthCheckResponse full = new DiskHasRoom(List.of(directory), Long.MAX_VALUE).call();
        assertThat(full.getStatus()).isEqualTo(Status.DOWN);
        assertThat(full.getData().orElseThrow())
                .hasEntrySatisfying(
                        "reason", reason -> assertThat(reason.toString()).contains(directory.toString()));
    }
}
