package dev.cairn.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ports.Completion;
import dev.cairn.ports.CompletionFiles.Stored;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.PortException;
import dev.cairn.ports.StorageRoot;
import dev.cairn.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionFilesOnDiskTest {
    private static final List<Completion> COMPLETIONS = List.of(
            new Completion(
                    "2 + 2 = 4 \u2713\0",
                    new int[] {1, 2},
                    new int[] {3, 128_000},
                    new float[] {-0.1f, -0f},
                    FinishReason.STOP),
            new Completion("", new int[] {}, new int[] {}, new float[] {}, FinishReason.ABORTED),
            new Completion(
                    "x".repeat(100_000), new int[] {7}, new int[] {-1}, new float[] {Float.NaN}, FinishReason.LENGTH));

    @TempDir
    private Path temporary;

    private ArtifactStore store;
    private CompletionFilesOnDisk files;

    @BeforeEach
    void makeStore() {
        store = new ArtifactStore(temporary.resolve("durable"), temporary.resolve("scratch"), Clock.systemUTC());
        files = new CompletionFilesOnDisk(store);
    }

    @Test
    void givesBackWhatWasSaved() {
        Stored stored = files.save("1/t/0/write/f1.1", COMPLETIONS);
        List<Completion> loaded = files.load(stored);
        assertThat(loaded).hasSameSizeAs(COMPLETIONS);
        for (int i = 0; i < loaded.size(); i++) {
            Completion saved = COMPLETIONS.get(i);
            assertThat(loaded.get(i).text()).isEqualTo(saved.text());
            assertThat(loaded.get(i).promptTokens()).isEqualTo(saved.promptTokens());
            assertThat(loaded.get(i).tokens()).isEqualTo(saved.tokens());
            assertThat(Arrays.equals(loaded.get(i).logprobs(), saved.logprobs()))
                    .isTrue();
            assertThat(loaded.get(i).finish()).isEqualTo(saved.finish());
        }
        assertThat(store.root(StorageRoot.DURABLE).resolve(stored.path())).exists();
    }

    @Test
    void givesEqualCompletionsEqualHashes() {
        assertThat(files.save("a", COMPLETIONS).sha256())
                .isEqualTo(files.save("b", COMPLETIONS).sha256());
        assertThat(files.save("c", COMPLETIONS.subList(0, 1)).sha256())
                .isNotEqualTo(files.save("d", COMPLETIONS).sha256());
    }

    @Test
    void neverOverwrites() {
        files.save("a", COMPLETIONS);
        assertThatThrownBy(() -> files.save("a", COMPLETIONS)).hasMessageContaining("names are used only once");
    }

    @Test
    void aFullDiskIsToldLeavesNothingAndTheSameNameWorksLater() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(temporary.resolve("disk"))) {
            ArtifactStore onDisk = new ArtifactStore(
                    disk.directory().resolve("durable"), disk.directory().resolve("scratch"), Clock.systemUTC());
            files = new CompletionFilesOnDisk(onDisk);
            disk.fill();
            assertThatThrownBy(() -> files.save("1/t/0/write/f1.1", COMPLETIONS))
                    .isInstanceOfSatisfying(
                            PortException.class, e -> assertThat(e.remedy()).isEqualTo(PortException.Remedy.WAIT))
                    .hasMessageContaining("durable/1/t/0/write/f1.1")
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("make room on that disk");
            assertThat(disk.directory().resolve("durable/1/t/0/write")).isEmptyDirectory();
            disk.makeRoom();
            assertThat(files.load(files.save("1/t/0/write/f1.1", COMPLETIONS))).hasSameSizeAs(COMPLETIONS);
        }
    }

    @Test
    void refusesADamagedOrMissingFile() throws Exception {
        Stored stored = files.save("a", COMPLETIONS);
        Path file = store.root(StorageRoot.DURABLE).resolve(stored.path());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> files.load(stored))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("was damaged or replaced")
                .hasMessageContaining(stored.sha256());
        Files.delete(file);
        assertThatThrownBy(() -> files.load(stored))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("is missing, but the database names it");
    }
}
