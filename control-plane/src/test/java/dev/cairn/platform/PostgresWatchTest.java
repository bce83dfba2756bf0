package dev.cairn.platform;

import static dev.cairn.platform.Sql.app;
import static dev.cairn.platform.Sql.execute;
import static dev.cairn.platform.Sql.owner;
import static dev.cairn.platform.Sql.query;
import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server, really killed. */
class PostgresWatchTest {

    @Test
    void aKilledServerIsBackAtItsAddressWithEverythingCommitted(@TempDir Path temporary) throws Exception {
        try (LocalPostgres server = LocalPostgres.start(TestHome.reachable(temporary), Clock.systemUTC());
                PostgresWatch watch = PostgresWatch.on(server, Clock.systemUTC())) {
            assertThat(watch).isNotNull();
            Database before = server.database();
            execute(owner(server), "create table kept (n int)");
            for (int kill = 1; kill <= 2; kill++) {
                execute(app(server), "insert into kept values (" + kill + ")");
                long pid = server.pid().orElseThrow();
                ProcessHandle.of(pid).orElseThrow().destroyForcibly();
                await().until(() -> server.pid().filter(now -> now != pid).isPresent());
                await().ignoreExceptions()
                        .until(() -> query(app(server), "select 'yes'").equals("yes"));
                assertThat(server.database()).as("after kill %d", kill).isEqualTo(before);
                assertThat(query(app(server), "select count(*)::text from kept"))
                        .isEqualTo(Integer.toString(kill));
            }
        }
    }

    @Test
    void aServerThatIsStoppedAfterItsWatchStaysStopped(@TempDir Path temporary) throws Exception {
        LocalPostgres server = LocalPostgres.start(TestHome.hidden(temporary), Clock.systemUTC());
        PostgresWatch watch = PostgresWatch.on(server, Clock.systemUTC());
        watch.close();
        server.close();
        assertThat(server.pid()).isEqualTo(Optional.empty());
    }
}
