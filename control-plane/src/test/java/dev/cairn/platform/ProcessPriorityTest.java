package dev.cairn.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessPriorityTest {
    /** As a backend of PostgreSQL, which makes a session when it starts. */
    @Test
    void aProcessWithASessionOfItsOwnIsLoweredAgainstOtherSessionsToo() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/autogroup")), "processes are not grouped by session here");
        Process process = new ProcessBuilder("setsid", "--wait", "sh", "-c", "echo $$; exec cat").start();
        try {
            long leader = Long.parseLong(process.inputReader().readLine());
            ProcessPriority.lower(leader, 15);
            assertThat(Files.readString(Path.of("/proc/" + leader + "/autogroup")))
                    .contains("nice 15");
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    /** What shares the session of this test keeps its priority. */
    @Test
    void theSessionOfOthersIsLeftAlone() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/autogroup")), "processes are not grouped by session here");
        String before = Files.readString(Path.of("/proc/self/autogroup"));
        Process process = new ProcessBuilder("cat").start();
        try {
            ProcessPriority.lower(process.pid(), 15);
            assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/autogroup")))
                    .isEqualTo(before);
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
    }
}
