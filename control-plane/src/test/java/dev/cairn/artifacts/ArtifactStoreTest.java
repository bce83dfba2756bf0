package dev.cairn.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.soar.PolicyRef;
import dev.cairn.soar.StorageRoot;
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
                .hasMessageContaining("leads through a link out of");
    }

    @Test
    void reservesANameOnce() throws Exception {
        Path reserved = store.reserve(StorageRoot.DURABLE, "1/2/f1.1");
        assertThat(reserved).doesNotExist();
        assertThat(reserved.getParent()).isDirectory();
        Files.createDirectory(reserved);
        assertThatThrownBy(() -> store.reserve(StorageRoot.DURABLE, "1/2/f1.1"))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("names are used once");
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
