package dev.cairn.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMemoryTest {
    @TempDir
    private Path directory;

    @Test
    void theLessOfWhatSystemAndContainerLeave() throws IOException {
        write("meminfo", "MemTotal:       1000 kB\nMemFree:         100 kB\nMemAvailable:    600 kB\n");
        assertThat(available()).hasValue(600 * 1024);

        write("memory.max", "max\n");
        write("memory.current", "300000\n");
        assertThat(available()).hasValue(600 * 1024);

        write("memory.max", "400000\n");
        assertThat(available()).hasValue(100_000);

        write("memory.stat", "anon 5\ninactive_file 50000\nactive_file 7\n");
        assertThat(available()).hasValue(150_000);
    }

    @Test
    void allMemoryIsThatOfTheContainerIfItHasALimit() throws IOException {
        write("meminfo", "MemTotal:       1000 kB\nMemAvailable:    600 kB\n");
        assertThat(total()).hasValue(1000 * 1024);
        write("memory.max", "400000\n");
        assertThat(total()).hasValue(400_000);
    }

    @Test
    void unknownWhereTheSystemDoesNotTell() {
        assertThat(available()).isEmpty();
        assertThat(total()).isEmpty();
    }

    private OptionalLong total() {
        return MachineMemory.total(directory.resolve("meminfo"), directory);
    }

    private OptionalLong available() {
        return MachineMemory.available(directory.resolve("meminfo"), directory);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
