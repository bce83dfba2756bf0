package dev.cairn.fleet;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds a model's directory by its name in a spec.
 *
 * @param workerSources the directory of the Python packages; the built-in world {@code x} is the package
 *     {@code cairn_x}
 * @param exported directory of the models that {@code ops/run} exported
 */
public record ModelDirectories(Path workerSources, Path exported) {
    private static final String BUILTIN = "builtin:";

    /**
     * Finds a model by {@code builtin:chains}, an absolute path, or a name among the exported models.
     *
     * @throws PortException if there is no model
     */
    public Path find(String path) {
        Path directory = locate(path);
        if (!Files.isRegularFile(directory.resolve("config.json"))) {
            throw new PortException(
                    Remedy.FIX_REQUEST,
                    "model.path " + path + ": no model at " + directory
                            + " (config.json is missing); give the directory of a Hugging Face model, or builtin:chains");
        }
        return directory;
    }

    /** The directory of the model, whether or not it exists. */
    public Path locate(String path) {
        Path directory = path.startsWith(BUILTIN)
                ? workerSources
                        .resolve("cairn_" + path.substring(BUILTIN.length()))
                        .resolve("model")
                : exported.resolve(path);
        return directory.toAbsolutePath().normalize();
    }
}
