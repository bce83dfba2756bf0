package dev.cairn.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.vllm.CpuLayout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuLayoutsTest {
    @TempDir
    private Path model;

    @Test
    void aSmallModelComputesWithOneThreadOnAnyMachine() throws IOException {
        write("model.safetensors", (16L << 20) - 1);
        assertThat(CpuLayouts.of(model, 2, 1)).isEqualTo(new CpuLayout.OneProcess(1));
        assertThat(CpuLayouts.of(model, 64, 1)).isEqualTo(new CpuLayout.OneProcess(1));
    }

    @Test
    void aLargerOneTakesTheTwoCoresThereAreAndIsVllmsToSpreadOverMore() throws IOException {
        write("model-1.safetensors", 10L << 20);
        write("model-2.safetensors", 6L << 20);
        assertThat(CpuLayouts.of(model, 1, 1)).isEqualTo(new CpuLayout.OneProcess(1));
        assertThat(CpuLayouts.of(model, 2, 1)).isEqualTo(new CpuLayout.OneProcess(2));
        assertThat(CpuLayouts.of(model, 3, 1)).isEqualTo(new CpuLayout.WorkerProcess());
    }

    @Test
    void severalEnginesShareTheCoresAndBindToNone() throws IOException {
        write("model.safetensors", 16L << 20);
        assertThat(CpuLayouts.of(model, 16, 4)).isEqualTo(new CpuLayout.OneProcess(4));
        assertThat(CpuLayouts.of(model, 2, 4)).isEqualTo(new CpuLayout.OneProcess(1));
    }

    @Test
    void aMissingModelIsNamed() {
        assertThatThrownBy(() -> CpuLayouts.of(model.resolve("none"), 2, 1)).hasMessageContaining("none can't be read");
    }

    private void write(String name, long bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(model.resolve(name).toFile(), "rw")) {
            file.setLength(bytes);
        }
    }
}
