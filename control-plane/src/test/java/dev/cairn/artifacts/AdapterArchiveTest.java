package dev.cairn.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterArchiveTest {
    private static final Instant MADE = Instant.parse("2026-11-29T07:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void tarUnpacksTheAdapterWithoutTheOptimizer() throws Exception {
        byte[] weights = new byte[1300];
        weights[1299] = 7;
        Path adapter = Files.createDirectory(directory.resolve("adapter"));
        Files.write(adapter.resolve("adapter_model.safetensors"), weights);
        Files.writeString(adapter.resolve("adapter_config.json"), "{}");
        Files.writeString(adapter.resolve("optimizer.safetensors"), "moments");
        AdapterArchive archive = AdapterArchive.of(adapter, "run-7", MADE).orElseThrow();
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        archive.writeTo(tar);
        assertThat(tar.size()).isEqualTo(archive.bytes()).isEqualTo(5 * 512 + 3 * 512);
        Files.write(directory.resolve("adapter.tar"), tar.toByteArray());

        Process unpacked = new ProcessBuilder("tar", "-xvf", "adapter.tar")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(unpacked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactly("run-7/adapter_config.json", "run-7/adapter_model.safetensors");
        assertThat(unpacked.waitFor()).isZero();
        assertThat(directory.resolve("run-7/adapter_model.safetensors")).hasBinaryContent(weights);
        assertThat(Files.getLastModifiedTime(directory.resolve("run-7/adapter_config.json"))
                        .toInstant())
                .isEqualTo(MADE);
    }

    @Test
    void anAdapterWithoutItsWeightsIsNone() throws Exception {
        Files.writeString(directory.resolve("adapter_config.json"), "{}");
        assertThat(AdapterArchive.of(directory, "run-7", MADE)).isEmpty();
    }
}
