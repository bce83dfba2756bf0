package dev.cairn.bridge;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The paths of the embedded Python.
 *
 * @param python the interpreter's program in its virtual environment, {@code <venv>/bin/python}
 * @param libjep Jep's native library in that environment
 * @param modulePath directories added in front of {@code sys.path}, such as {@code python-workers/src}
 */
record PythonPaths(Path python, Path libjep, List<Path> modulePath) {
    public PythonPaths {
        python = python.toAbsolutePath();
        libjep = libjep.toAbsolutePath();
        modulePath = modulePath.stream().map(Path::toAbsolutePath).toList();
    }

    /** Finds Jep's library in the environment of an interpreter. */
    public static PythonPaths find(Path python, List<Path> modulePath) {
        Path lib = python.toAbsolutePath().resolveSibling("../lib").normalize();
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(lib, "python3.*")) {
            for (Path version : versions) {
                Path libjep = version.resolve("site-packages/jep/libjep.so");
                if (Files.exists(libjep)) {
                    return new PythonPaths(python, libjep, modulePath);
                }
            }
        } catch (IOException e) {
            throw new PortException(
                    Remedy.GIVE_UP, python + " is not the python of a virtual environment: cannot list " + lib, e);
        }
        throw new PortException(
                Remedy.GIVE_UP, "Jep is not installed under " + lib + ": " + EmbeddedPython.installHint(python));
    }
}
