package dev.cairn.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.StorageRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweeperTest {
    private static final Duration GRACE = Duration.ofHours(1);

    @TempDir
    private Path temporary;

    private ArtifactStore store;

    @BeforeEach
    void makeStore() {
        store = new ArtifactStore(temporary.resolve("durable"), temporary.resolve("scratch"), Clock.systemUTC());
    }

    @Test
    void deletesOldUnnamedArtifactsAndKeepsNamedOnes() throws Exception {
        Path lost = artifact("1/t/0/f1.1");
        Path policy = artifact("1/t/0/f1.2");
        Path completions = artifact("1/t/1/f1.1");
        assertThat(later(Set.of("1/t/0/f1.2", "1/t/1/f1.1/file")).sweep()).containsExactly("1/t/0/f1.1");
        assertThat(lost).doesNotExist();
        assertThat(policy).isDirectory();
        assertThat(completions.resolve("file")).exists();
    }

    @Test
    void leavesYoungArtifactsAlone() throws Exception {
        Path young = artifact("1/t/0/f1.1");
        assertThat(at(Instant.now(), Set.of()).sweep()).isEmpty();
        assertThat(young).isDirectory();
    }

    @Test
    void seesARowThatIsCommittedDuringTheSweep() throws Exception {
        Path late = artifact("1/f1.1");
        Rows rows = new Rows();
        Sweeper sweeper = sweeper(Instant.now().plus(GRACE.multipliedBy(2)), rows);
        rows.named = Set.of("1/f1.1");
        assertThat(sweeper.sweep()).isEmpty();
        assertThat(late).isDirectory();
    }

    @Test
    void aRunThatHasEndedIsReadOnceAndAgainWhenItsFilesWereRetired() throws Exception {
        artifact("1/t/0/f1.1");
        artifact("2/t/0/f1.1");
        Rows rows = new Rows();
        rows.named = Set.of("1/t/0/f1.1", "2/t/0/f1.1");
        rows.ended = Set.of("1");
        Sweeper sweeper = sweeper(Instant.now().plus(GRACE.multipliedBy(2)), rows);
        sweeper.sweep();
        sweeper.sweep();
        assertThat(rows.read).containsExactly("1", "2", "2");
        store.delete(StorageRoot.DURABLE, "1/t/0/f1.1");
        sweeper.sweepAgain("1/t/0/f1.1");
        sweeper.sweep();
        assertThat(rows.read).containsExactly("1", "2", "2", "1", "2");
    }

    @Test
    void whatAnEndedRunLeftYoungIsLookedAtAgain() throws Exception {
        Path left = artifact("1/t/0/f1.1");
        Rows rows = new Rows();
        rows.ended = Set.of("1");
        AtomicReference<Instant> time = new AtomicReference<>(Instant.now());
        Sweeper sweeper = new Sweeper(store, rows, GRACE, time::get);
        assertThat(sweeper.sweep()).isEmpty();
        time.set(Instant.now().plus(GRACE.multipliedBy(2)));
        assertThat(sweeper.sweep()).containsExactly("1/t/0/f1.1");
        assertThat(left).doesNotExist();
    }

    @Test
    void prunesEmptyParentsOnceTheyAreOld() throws Exception {
        artifact("1/t/0/f1.1");
        Path kept = artifact("2/t/0/f1.1");
        later(Set.of("2/t/0/f1.1")).sweep();
        assertThat(store.root(StorageRoot.DURABLE).resolve("1")).doesNotExist();
        assertThat(kept).isDirectory();
    }

    @Test
    void neverFollowsALinkOutOfTheRoot() throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.createFile(outside.resolve("precious"));
        Path artifact = artifact("1/f1.1");
        Files.createSymbolicLink(artifact.resolve("link"), outside);
        Path link = Files.createSymbolicLink(store.root(StorageRoot.DURABLE).resolve("link"), outside);
        assertThat(later(Set.of()).sweep()).containsExactlyInAnyOrder("1/f1.1", "link");
        assertThat(link).doesNotExist();
        assertThat(outside.resolve("precious")).exists();
    }

    private Sweeper later(Set<String> named) {
        return at(Instant.now().plus(GRACE.multipliedBy(2)), named);
    }

    private Sweeper at(Instant now, Set<String> named) {
        Rows rows = new Rows();
        rows.named = named;
        return sweeper(now, rows);
    }

    private Sweeper sweeper(Instant now, Rows rows) {
        return new Sweeper(store, rows, GRACE, Clock.fixed(now, ZoneOffset.UTC));
    }

    /** Rows that can be changed, with a record of the queries. */
    private static final class Rows implements ArtifactRows {
        private Set<String> named = Set.of();
        private Set<String> ended = Set.of();
        private final List<String> read = new ArrayList<>();

        @Override
        public Set<String> referencedBelow(String directory) {
            read.add(directory);
            return named;
        }

        @Override
        public boolean hasEnded(String directory) {
            return ended.contains(directory);
        }
    }

    private Path artifact(String name) throws Exception {
        Path directory = Files.createDirectory(store.reserve(StorageRoot.DURABLE, name));
        Files.createFile(directory.resolve("file"));
        return directory;
    }
}
