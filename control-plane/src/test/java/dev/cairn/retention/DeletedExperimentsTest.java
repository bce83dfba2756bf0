package dev.cairn.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.experiments.ExpectedRevision;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentDeletion;
import dev.cairn.experiments.Run;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The removal of a deleted experiment's rows and files. */
final class DeletedExperimentsTest {
    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);
    private final Path durable;
    private final DeletedExperiments removal;

    DeletedExperimentsTest(@TempDir Path home) {
        durable = home.resolve("durable");
        ArtifactStore store = new ArtifactStore(durable, home.resolve("scratch"), Clock.systemUTC());
        removal = new DeletedExperiments(database.jdbc(), store, new RemovalTotals());
    }

    /** A deleted experiment whose two runs have texts and a file each. */
    private Experiment deleted(int texts) throws IOException {
        Experiment pair = experiments.submitPair();
        database.execute("update run set state = 'cancelled', ended_at = now() where experiment_id = " + pair.id());
        experiments.events().publish();
        database.execute("insert into run_owner select id, 'me', 1 from run where experiment_id = " + pair.id());
        database.execute("insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at)"
                + " select id, 'u', 1, 1, 'me', '{}', 0, now() from run where experiment_id = " + pair.id());
        database.execute("insert into rollout_text (run_id, unit, ordinal, text) select r.id, 'u', i, 'text ' || i"
                + " from run r cross join generate_series(1, " + texts + ") i where r.experiment_id = " + pair.id());
        for (Run run : pair.runs()) {
            Files.createDirectories(durable.resolve("r" + run.id()));
            Files.writeString(file(run.id().value()), "adapter");
        }
        assertThat(experiments.get(ExperimentDeletion.class).delete(pair.id(), new ExpectedRevision.Any()))
                .isTrue();
        return pair;
    }

    private Path file(long run) {
        return durable.resolve("r" + run).resolve("adapter");
    }

    private long left() {
        return database.number("select (select count(*) from experiment) + (select count(*) from run)"
                + " + (select count(*) from rollout_text)");
    }

    /** Another control plane is at a batch of it, or a statement of one that was killed is. */
    @Test
    void anExperimentThatIsLockedKeepsItsFilesAndRowsForALaterPass() throws Exception {
        Experiment deleted = deleted(3);
        long before = left();
        try (Connection other = database.owner().getConnection();
                Statement sql = other.createStatement()) {
            other.setAutoCommit(false);
            sql.execute("select 1 from experiment for no key update");
            removal.remove();
            assertThat(left()).isEqualTo(before);
            assertThat(file(deleted.runs().getFirst().id().value())).exists();
        }
        removal.remove();
        assertThat(left()).isZero();
        assertThat(file(deleted.runs().getFirst().id().value())).doesNotExist();
    }

    /** Rows of different partitions share a ctid, so that a batch may take more of them than it asked for. */
    @Test
    void runsInTwoPartitionsLeaveNoRow() throws Exception {
        database.asOwner("select setval(pg_get_serial_sequence('run', 'id'), 998); select ensure_rollout_block(1000)");
        Experiment deleted = deleted(9_000);
        assertThat(deleted.runs().getFirst().id().value()).isEqualTo(999);
        removal.remove();
        assertThat(left()).isZero();
    }

    @Test
    void aDirectoryThatCannotBeDeletedDoesNotHoldUpOtherExperiments() throws Exception {
        Experiment older = deleted(1);
        Experiment newer = deleted(1);
        Path place = durable.resolve("r" + newer.runs().getFirst().id());
        Files.delete(file(newer.runs().getFirst().id().value()));
        Files.delete(place);
        Files.createSymbolicLink(place, durable.resolveSibling("scratch"));
        removal.remove();
        assertThat(database.query("select id from experiment"))
                .containsExactly(newer.id().toString());
        assertThat(file(older.runs().getFirst().id().value())).doesNotExist();
    }
}
