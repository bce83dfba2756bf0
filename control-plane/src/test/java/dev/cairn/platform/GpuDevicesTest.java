package dev.cairn.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuDevicesTest {
    private static final String TWO = """
            0, GPU-aa11-22, 81559
            1, GPU-bb33-44, 143771
            """;

    @Test
    void allAreVisibleWhereNothingLimitsThem() {
        assertThat(GpuDevices.visible(TWO, null))
                .containsExactly(new GpuDevice("0", 81_559L << 20), new GpuDevice("1", 143_771L << 20));
    }

    @Test
    void theVariableOfCudaChoosesAndOrdersByNumberAndByUuid() {
        assertThat(GpuDevices.visible(TWO, "1, 0"))
                .containsExactly(new GpuDevice("1", 143_771L << 20), new GpuDevice("0", 81_559L << 20));
        assertThat(GpuDevices.visible(TWO, "GPU-bb")).containsExactly(new GpuDevice("GPU-bb", 143_771L << 20));
        assertThat(GpuDevices.visible(TWO, "")).isEmpty();
    }

    @Test
    void aDeviceThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> GpuDevices.visible(TWO, "0,2"))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("CUDA_VISIBLE_DEVICES names '2'")
                .hasMessageContaining("[0, 1]");
    }

    @Test
    void aListingOfAnotherFormIsShown() {
        assertThatThrownBy(() -> GpuDevices.visible("No devices were found", null))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("No devices were found");
        assertThatThrownBy(() -> GpuDevices.visible("0, GPU-aa, [N/A]", null)).hasMessageContaining("[N/A]");
    }

    @Test
    void theProgramIsLookedForInPathAndToldWhereItIsMissing(@TempDir Path directory) throws Exception {
        assertThatThrownBy(() -> GpuDevices.listing(directory.toString()))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("nvidia-smi is not in PATH")
                .hasMessageContaining("CAIRN_DEVICE=cpu");
        assertThatThrownBy(() -> GpuDevices.listing(null)).isInstanceOf(PlatformException.class);

        standIn(directory, "echo '0, GPU-aa11-22, 81559'");
        assertThat(GpuDevices.visible(GpuDevices.listing("/nowhere:" + directory), null))
                .containsExactly(new GpuDevice("0", 81_559L << 20));

        standIn(directory, "echo 'the driver is not loaded'; exit 9");
        assertThatThrownBy(() -> GpuDevices.listing(directory.toString()))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("the driver is not loaded");
    }

    private static void standIn(Path directory, String body) throws IOException {
        Path program = directory.resolve("nvidia-smi");
        Files.writeString(program, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
