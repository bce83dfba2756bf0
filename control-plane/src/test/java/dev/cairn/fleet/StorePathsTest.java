package dev.cairn.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.StorageRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorePathsTest {
    @Test
    void anAdapterThatIsNotThereIsWaitedForAndNotBlamedOnThePerson(@TempDir Path directory) throws Exception {
        ArtifactStore store =
                new ArtifactStore(directory.resolve("durable"), directory.resolve("scratch"), Clock.systemUTC());
        StorePaths places = new StorePaths(store);
        PolicyRef policy = new PolicyRef(StorageRoot.DURABLE, "r1/teacher/f1.1", "");
        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> places.locate(policy))
                .matches(e -> e.remedy() == Remedy.WAIT)
                .withMessageContaining("--artifacts");
        Path made = Files.createDirectories(store.resolve(policy));
        assertThat(places.locate(policy)).isEqualTo(made);
    }
}
