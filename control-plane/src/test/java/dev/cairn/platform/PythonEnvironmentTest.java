package dev.cairn.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonEnvironmentTest {
    @TempDir
    private Path root;

    @Test
    void findsInterpreterPackagesAndJep() throws Exception {
        Path python = makeEnvironment();
        Path jep = Files.createDirectories(root.resolve("lib/python3.12/site-packages/jep"));
        Files.createFile(jep.resolve("libjep.so"));
        var found = PythonEnvironment.find(Map.of("CAIRN_PYTHON", python.toString()));
        assertThat(found.python()).isEqualTo(python);
        assertThat(found.sitePackages()).isEqualTo(root.resolve("lib/python3.12/site-packages"));
        assertThat(found.jepLibrary()).isEqualTo(jep.resolve("libjep.so"));
    }

    @Test
    void saysInOneLineWhatIsMissing() throws Exception {
        assertThatThrownBy(() -> PythonEnvironment.find(Map.of()))
                .hasMessage("CAIRN_PYTHON is not set; start Cairn with ops/run, which makes the Python environment");
        assertThatThrownBy(() -> PythonEnvironment.find(Map.of("CAIRN_PYTHON", "/nowhere/bin/python")))
                .hasMessageContaining("is not an executable file");
        assertThatThrownBy(() -> PythonEnvironment.find(Map.of("CAIRN_PYTHON", "/bin/sh")))
                .hasMessageContaining("is not in a virtual environment");
        Path python = makeEnvironment();
        assertThatThrownBy(() -> PythonEnvironment.find(Map.of("CAIRN_PYTHON", python.toString()))
                        .jepLibrary())
                .hasMessageContaining("Jep is not installed");
    }

    private Path makeEnvironment() throws Exception {
        Files.createDirectories(root.resolve("lib/python3.12/site-packages"));
        Files.createFile(root.resolve("pyvenv.cfg"));
        Path bin = Files.createDirectories(root.resolve("bin"));
        return Files.createSymbolicLink(bin.resolve("python"), Path.of("/bin/sh"));
    }
}
