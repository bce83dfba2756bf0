package dev.cairn.packaged;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.history.ReportedFigures;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.platform.FreePort;
import dev.cairn.platform.Home;
import dev.cairn.platform.LocalPostgres;
import dev.cairn.testing.Comparison;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TinyExperiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole program with real vLLM, PyTorch, Math-Verify and PostgreSQL: killed in the middle of a trial, and again at
 * a random unit, it resumes, and in the sequential class its rows equal those of an undisturbed run over the other
 * bridge. SQL over its history gives the figures of REST.
 */
@Tag("packaged")
final class KilledRunTest {
    private static final Duration LONG = Duration.ofMinutes(15);
    private static final Random KILLS = new Random();

    /** Units of the soar run and of the others that are left after its first trial, a few kept for the end. */
    private static final int UNITS_LEFT = 12;

    private static final TinyExperiment EXPERIMENT = TinyExperiment.chains()
            .outer(2, 2, 6, 2)
            .rewardQuestions(8)
            .window(3)
            .inner(3, 0, 3)
            .batches(4, 8)
            .with("problems.limit", 40)
            .with("screen.samples", 4)
            .with("evaluate.problems", 8)
            .with("evaluate.samples", 4);

    static final String[] SMALL =
            with(new String[] {"chains", "--exit"}, EXPERIMENT.options().toArray(String[]::new));

    @TempDir
    Path temporary;

    @Test
    void aRunKilledTwiceGoesOnAndEqualsAnUndisturbedOneOverTheOtherBridge() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path home = temporary.resolve("home");
        int port = FreePort.find();

        try (ControlPlane killed = ControlPlane.start(home, port, SMALL)) {
            await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> inATrial(killed));
            killed.kill();
        }
        int done = unitsDone(home);
        int more = 1 + KILLS.nextInt(UNITS_LEFT);
        System.out.printf("killed again after %d more units%n", more);
        try (ControlPlane killedAgain = ControlPlane.start(home, port, SMALL)) {
            await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> unitsDone(home) >= done + more);
            // Units of other runs may have been enough: a dead owner's run is taken over when its lease is over.
            await().atMost(LONG).until(() -> killedAgain.logged().contains("unit t/0/write replayed"));
            assertThat(killedAgain.printed()).contains("resuming experiment 1");
            killedAgain.kill();
        }
        try (ControlPlane resumed = ControlPlane.start(home, port, SMALL)) {
            assertThat(resumed.exitStatus(LONG)).as(resumed.printed()).isZero();
        }
        try (ControlPlane undisturbed = ControlPlane.start(home, port, with(SMALL, "--set", "execution.bridge=HTTP"))) {
            assertThat(undisturbed.exitStatus(LONG)).as(undisturbed.printed()).isZero();
        }

        try (LocalPostgres postgres = LocalPostgres.start(Home.at(home), Clock.systemUTC())) {
            assertThat(postgres.database().jdbcUrl()).isNotEmpty();
            Comparison comparison = Comparison.onRealEngines(new JdbcRunner(ControlPlane.database(home)));
            for (int ordinal = 1; ordinal <= 6; ordinal++) {
                assertThat(comparison.differences(ordinal, ordinal + 6))
                        .as("run %d against run %d", ordinal, ordinal + 6)
                        .isEmpty();
            }
            new ReportedFigures(TestDatabase.on(postgres), List.of(new ExperimentId(1), new ExperimentId(2)))
                    .requireAnswers();
        }
    }

    @Test
    void withStudentsSideBySideWhatWasDoneIsReplayedAndNothingIsThereTwice() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path home = temporary.resolve("home");
        int port = FreePort.find();
        String[] parallel = with(SMALL, "--set", "execution.trialsInParallel=2");

        try (ControlPlane killed = ControlPlane.start(home, port, parallel)) {
            await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> inATrial(killed));
            killed.kill();
        }
        List<String> before = units(home);
        try (ControlPlane resumed = ControlPlane.start(home, port, parallel)) {
            assertThat(resumed.exitStatus(LONG)).as(resumed.printed()).isZero();
        }
        try (LocalPostgres postgres = LocalPostgres.start(Home.at(home), Clock.systemUTC())) {
            assertThat(postgres.database().jdbcUrl()).isNotEmpty();
            assertThat(units(home))
                    .as("units done before the kill, as they were")
                    .containsAll(before);
            assertThat(rows(home, "select count(*) from promotion")).containsExactly("2");
            assertThat(rows(home, """
                            select t.run_id, t.t, t.k, t.j from trial t join baseline b using (run_id, t)
                            where abs(t.reward - (t.correct - b.correct)::float / b.questions) > 1e-12"""))
                    .as("rewards that are not what the outcomes say")
                    .isEmpty();
        }
    }

    /** The stored result of every unit. */
    private static List<String> units(Path home) throws Exception {
        return rows(home, "select run_id, unit, fence, attempt, md5(result::text), ended_at from run_unit");
    }

    private static List<String> rows(Path home, String query) throws Exception {
        try (Connection connection = ControlPlane.database(home).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                StringBuilder line = new StringBuilder();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    line.append(row.getString(column)).append('|');
                }
                rows.add(line.substring(0, line.length() - 1));
            }
            return rows;
        }
    }

    private static boolean inATrial(ControlPlane plane) throws Exception {
        for (JsonNode run : plane.get("/api/v1/experiments/1").path("runs")) {
            for (JsonNode unit : run.path("progress")) {
                if (unit.path("unit").asText().startsWith("t/0/trial")
                        && unit.path("done").asInt() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Of the database that outlives a killed control plane. */
    private static int unitsDone(Path home) throws Exception {
        try (Connection connection = ControlPlane.database(home).getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from run_unit")) {
            count.next();
            return count.getInt(1);
        }
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
