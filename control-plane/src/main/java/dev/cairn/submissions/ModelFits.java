package dev.cairn.submissions;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.fleet.ModelDirectories;
import dev.cairn.ports.PortException;
import dev.cairn.problems.ModelFit;
import dev.cairn.spec.ExperimentSpec;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The limits for prompts if a client names a model but has no spec. */
@Singleton
public record ModelFits(ModelDirectories models, ObjectMapper json) {
    /**
     * The limits of a model. Missing values are a spec's defaults, but never more than the model supports.
     *
     * @param model like {@code model.path}
     * @param maxTokens like {@code soar.student.maxTokens}
     * @param maxModelLength like {@code model.maxModelLength}
     * @throws IllegalArgumentException if there is no such model, or a number is out of range
     */
    public ModelFit of(String model, @Nullable Integer maxTokens, @Nullable Integer maxModelLength) {
        ExperimentSpec defaults = ExperimentSpec.defaults();
        Path directory;
        try {
            directory = models.find(model);
        } catch (PortException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        int most = Math.min(positions(directory), defaults.model().maxModelLength());
        return new ModelFit(
                directory,
                defaults.prompts().student(),
                positive("maxTokens", maxTokens, defaults.soar().student().maxTokens()),
                positive("maxModelLength", maxModelLength, most));
    }

    private static int positive(String name, @Nullable Integer given, int otherwise) {
        if (given != null && given < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, not " + given);
        }
        return given == null ? otherwise : given;
    }

    private int positions(Path directory) {
        try {
            return json.readTree(directory.resolve("config.json").toFile())
                    .path("max_position_embeddings")
                    .asInt(Integer.MAX_VALUE);
        } catch (IOException e) {
            throw new IllegalArgumentException("model: the config.json of " + directory + " can't be read", e);
        }
    }
}
