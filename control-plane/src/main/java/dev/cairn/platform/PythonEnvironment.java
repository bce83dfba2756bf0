package dev.cairn.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The virtual environment that holds vLLM, PyTorch, Jep and the workers.
 *
 * @param python its interpreter; a link into the base installation, which must not be resolved
 * @param sitePackages where its packages are
 */
public record PythonEnvironment(Path python, Path sitePackages) {
    /** Names the interpreter, such as {@code ~/.cache/cairn/env/bin/python}. */
    public static final String VARIABLE = "CAIRN_PYTHON";

    private static final String REMEDY = "; start Cairn with ops/run, which makes the Python environment";

    /** Finds it through {@value #VARIABLE}. */
    public static PythonEnvironment find(Map<String, String> environment) {
        @Nullable String value = environment.get(VARIABLE);
        if (value == null || value.isBlank()) {
            throw new PlatformException(VARIABLE + " is not set" + REMEDY);
        }
        Path python = Path.of(value).toAbsolutePath().normalize();
        if (!Files.isExecutable(python)) {
            throw new PlatformException("%s=%s is not an executable file".formatted(VARIABLE, python) + REMEDY);
        }
        @Nullable Path bin = python.getParent();
        @Nullable Path root = bin == null ? null : bin.getParent();
        if (root == null || !Files.isRegularFile(root.resolve("pyvenv.cfg"))) {
            throw new PlatformException(
                    "%s=%s is not in a virtual environment (no pyvenv.cfg)".formatted(VARIABLE, python) + REMEDY);
        }
        return new PythonEnvironment(python, sitePackages(root));
    }

    /** The library that embeds this Python in the JVM. */
    public Path jepLibrary() {
        Path library = sitePackages.resolve("jep").resolve("libjep.so");
        if (!Files.isRegularFile(library)) {
            throw new PlatformException("%s is missing: Jep is not installed".formatted(library) + REMEDY);
        }
        return library;
    }

    private static Path sitePackages(Path root) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(root.resolve("lib"), "python3.*")) {
            for (Path version : versions) {
                found.add(version.resolve("site-packages"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + root.resolve("lib"), e);
        }
        if (found.size() != 1) {
            throw new PlatformException(
                    "%s has %d directories lib/python3.*, not one".formatted(root, found.size()) + REMEDY);
        }
        return found.getFirst();
    }
}
