package dev.cairn.platform;

import static dev.cairn.platform.Sql.app;
import static dev.cairn.platform.Sql.execute;
import static dev.cairn.platform.Sql.owner;
import static dev.cairn.platform.Sql.query;
import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresLifeTest {
    @TempDir
    private Path temporary;

    private @Nullable LocalPostgres postgres;

    @AfterEach
    void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void keepsWhatWasWrittenThroughKillAdoptionAndCleanStop() throws Exception {
        Home home = TestHome.reachable(temporary);
        LocalPostgres first = start(home);
        assertThat(first.origin()).isEqualTo(LocalPostgres.Origin.STARTED);
        assertThat(runsAsRoot(first)).as("root drops its rights where it can").isFalse();
        execute(owner(first), "create table kept (n int)");
        execute(app(first), "insert into kept values (1)");

        kill(first);
        LocalPostgres second = start(home);
        assertThat(second.origin()).as("after kill -9 of the server").isEqualTo(LocalPostgres.Origin.STARTED);
        execute(app(second), "insert into kept values (2)");

        LocalPostgres third = start(home);
        assertThat(third.origin()).isEqualTo(LocalPostgres.Origin.ADOPTED);
        assertThat(third.pid()).isEqualTo(second.pid());
        assertThat(third.database()).isEqualTo(second.database());
        third.close();
        assertThat(third.pid()).isEmpty();
        assertThat(home.postgres().resolve("data/postmaster.pid")).doesNotExist();

        LocalPostgres fourth = start(home);
        assertThat(query(app(fourth), "select sum(n)::text from kept")).isEqualTo("3");
    }

    @Test
    void startsWhereNobodyElseCanEnter() throws Exception {
        LocalPostgres hidden = start(TestHome.hidden(temporary));
        assertThat(query(app(hidden), "select 'yes'")).isEqualTo("yes");
        long pid = hidden.pid().orElseThrow();
        hidden.close();
        assertThat(ChildProcessesTest.alive(pid)).isFalse();
    }

    @Test
    void recoversFromAPidFileThatNamesAStrangerAndATakenPort() throws Exception {
        Home home = TestHome.hidden(temporary);
        LocalPostgres first = start(home);
        Path pidFile = home.postgres().resolve("data/postmaster.pid");
        List<String> lines = Files.readAllLines(pidFile);
        kill(first);
        // after a machine crash the number may belong to any process, here to this JVM
        Files.write(
                pidFile,
                List.of(Long.toString(ProcessHandle.current().pid()), lines.get(1), lines.get(2), lines.get(3)));
        int port = Integer.parseInt(lines.get(3).strip());
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            LocalPostgres second = start(home);
            assertThat(second.origin()).isEqualTo(LocalPostgres.Origin.STARTED);
            assertThat(second.database().jdbcUrl()).doesNotContain(":" + taken.getLocalPort() + "/");
            assertThat(query(app(second), "select 'yes'")).isEqualTo("yes");
        }
    }

    @Test
    void saysWhatIsMissingWhenThePasswordsAreLost() throws Exception {
        Home home = TestHome.hidden(temporary);
        Files.createDirectory(home.postgres().resolve("data"));
        assertThatThrownBy(() -> start(home))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("credentials.properties is missing")
                .hasMessageContaining("move the data away to start empty");
    }

    private LocalPostgres start(Home home) throws InterruptedException {
        LocalPostgres started = LocalPostgres.start(home, Clock.systemUTC());
        postgres = started;
        return started;
    }

    private static void kill(LocalPostgres server) {
        ProcessHandle process = ProcessHandle.of(server.pid().orElseThrow()).orElseThrow();
        process.destroyForcibly();
        await().until(() -> !ChildProcessesTest.alive(process.pid()));
    }

    private static boolean runsAsRoot(LocalPostgres server) throws IOException {
        Object uid = Files.getAttribute(Path.of("/proc/" + server.pid().orElseThrow()), "unix:uid");
        return uid.equals(0);
    }
}
