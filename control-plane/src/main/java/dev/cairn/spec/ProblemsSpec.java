package dev.cairn.spec;

import dev.cairn.settings.Setting;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The problems of an experiment.
 *
 * @param set name of a stored problem set; {@code chains} and {@code chains-easy} come with Cairn
 * @param limit only the first {@code limit} problems of the set
 */
public record ProblemsSpec(
        @NotBlank(message = "must name a problem set: upload one with ops/cairn problems add FILE --name NAME")
        @Size(max = 200)
        String set,

        @Nullable @Min(2) @Setting(unit = "problems") Integer limit) {
    static ProblemsSpec defaults() {
        return new ProblemsSpec("", null);
    }
}
