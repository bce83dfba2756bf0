package dev.cairn.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreTest {
    @TempDir
    private Path temporary;

    private ArtifactStore store;

    @BeforeEach
    void makeStore() {
        store = new ArtifactStore(temporary.resolve("durable"), temporary.resolve("scratch"), Clock.systemUTC());
    }

    @Test
    void resolvesEachRoot() {
        assertThat(store.resolve(new PolicyRef(StorageRoot.DURABLE, "1/teacher/f1.1", "")))
                .isEqualTo(store.root(StorageRoot.DURABLE).resolve("1/teacher/f1.1"));
        assertThat(store.resolve(new PolicyRef(StorageRoot.SCRATCH, "1/student/f1.1", "")))
                .isEqualTo(store.root(StorageRoot.SCRATCH).resolve("1/student/f1.1"));
    }

    @Test
    void letsNoNameOutOfItsRoot() throws Exception {
        for (String name : new String[] {"../x", "a/../../x", "/etc/passwd", "", ".", "a/.."}) {
            assertThatThrownBy(() -> store.resolve(StorageRoot.DURABLE, name))
                    .as(name)
                    .isInstanceOf(ArtifactException.class)
                    .hasMessageContaining("is not a path inside");
        }
        Files.createSymbolicLink(store.root(StorageRoot.DURABLE).resolve("out"), Path.of("/etc"));
        assertThatThrownBy(() -> store.resolve(StorageRoot.DURABLE, "out/passwd"))
                .hasMessageContaining("through a link");
    }

    @Test
    void reservesANameOnce() throws Exception {
        Path reserved = store.reserve(StorageRoot.DURABLE, "1/2/f1.1");
        assertThat(reserved).doesNotExist();
        assertThat(reserved.getParent()).isDirectory();
        Files.createDirectory(reserved);
        assertThatThrownBy(() -> store.reserve(StorageRoot.DURABLE, "1/2/f1.1"))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("names are used only once");
    }

    @Test
    void deletesAttemptsOfAnOwnerAndOfThoseBeforeItButNotOfALaterOne() throws Exception {
        Path later = scratch("r1/t/0/version/1/f3.1");
        Path earlier = scratch("r1/t/0/version/1/f1.2");
        Path own = scratch("r1/t/0/version/2/f2.1");
        Path unfinished = scratch("r1/t/0/version/3/.tmp-f2.1-0a1b2c3d");
        Path otherRun = scratch("r12/t/0/version/1/f1.1");
        store.deleteAttempts("r1", 2);
        assertThat(own.getParent()).doesNotExist();
        assertThat(earlier).doesNotExist();
        assertThat(unfinished).doesNotExist();
        assertThat(later.resolve("file")).exists();
        assertThat(otherRun.resolve("file")).exists();
        store.deleteAttempts("r1", 3);
        assertThat(store.root(StorageRoot.SCRATCH).resolve("r1")).doesNotExist();
        store.deleteAttempts("r1", 3);
    }

    private Path scratch(String name) throws Exception {
        Path directory = Files.createDirectory(store.reserve(StorageRoot.SCRATCH, name));
        Files.createFile(directory.resolve("file"));
        return directory;
    }

    @Test
    void countsFsyncsAndDeletes() throws Exception {
        Path artifact = Files.createDirectory(store.reserve(StorageRoot.DURABLE, "1/a"));
        Files.write(artifact.resolve("x"), new byte[7]);
        Files.write(artifact.resolve("y"), new byte[5]);
        store.fsync(StorageRoot.DURABLE, "1/a");
        assertThat(store.bytes(StorageRoot.DURABLE, "1/a")).isEqualTo(12);
        store.delete(StorageRoot.DURABLE, "1/a");
        assertThat(artifact).doesNotExist();
        store.delete(StorageRoot.DURABLE, "1/a");
    }
}
