package dev.cairn.platform;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.JavaProcess;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledControlPlaneTest {
    @TempDir
    private Path temporary;

    @Test
    void takesItsChildrenWithItAndLeavesTheDatabase() throws Exception {
        Home home = TestHome.hidden(temporary);
        long postmaster;
        try (JavaProcess controlPlane =
                JavaProcess.start(ControlPlaneMain.class, home.path().toString())) {
            List<String> pids = List.of(controlPlane.await("ready").split(" ", -1));
            ProcessHandle shell = ProcessHandle.of(Long.parseLong(pids.get(1))).orElseThrow();
            List<ProcessHandle> heedless =
                    await().until(() -> shell.descendants().toList(), found -> found.size() >= 3);
            postmaster = Long.parseLong(pids.get(2));

            controlPlane.kill();

            await().until(() -> !ChildProcessesTest.alive(Long.parseLong(pids.get(0)))
                    && heedless.stream().noneMatch(process -> ChildProcessesTest.alive(process.pid())));
        }
        try (HomeLock lock = HomeLock.take(home);
                LocalPostgres postgres = LocalPostgres.start(home, Clock.systemUTC())) {
            assertThat(lock).isNotNull();
            assertThat(postgres.origin()).isEqualTo(LocalPostgres.Origin.ADOPTED);
            assertThat(postgres.pid()).contains(postmaster);
            assertThat(new ChildProcesses(home).leftovers()).isEmpty();
        }
        assertThat(ChildProcessesTest.alive(postmaster)).isFalse();
    }
}
