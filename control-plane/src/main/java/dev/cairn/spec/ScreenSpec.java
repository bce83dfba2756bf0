package dev.cairn.spec;

import dev.cairn.settings.ScreenSettings;
import dev.cairn.settings.Setting;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The fail@k screening, or that of an earlier experiment.
 *
 * @param samples completions per problem; 0 keeps every problem without sampling
 * @param blockProblems problems per unit
 * @param stopAtSuccess whether a problem is not asked further once it was solved: the hard set is the same for fewer
 *     completions, but the screening no longer says how often the base model solves the others
 * @param seed every random draw of the screening and of its split derives from it; null: from the experiment's seed. A seed of
 *     its own gives experiments with other seeds the same hard set
 * @param hardSet name of a hard set whose problems and halves are used instead of screening
 * @param from id of an experiment whose finished screening and split are used, so that several seeds share one hard set; not
 *     with {@code hardSet}
 */
public record ScreenSpec(
        @Min(0) @Max(65536) @Setting(symbol = "k", unit = "completions")
        int samples,

        @Min(1) @Max(65536) @Setting(unit = "problems") int blockProblems,
        boolean stopAtSuccess,
        @Nullable Long seed,
        @Nullable @Size(min = 1, max = 100) String hardSet,
        @Nullable @Min(1) Long from) {
    static ScreenSpec defaults() {
        ScreenSettings settings = ScreenSettings.defaults();
        return new ScreenSpec(settings.samples(), settings.blockProblems(), settings.stopAtSuccess(), null, null, null);
    }

    /** Whether the hard set is that of an earlier screening. */
    public boolean reusesHardSet() {
        return hardSet != null || from != null;
    }

    /** This with the screening of an earlier experiment. */
    ScreenSpec takenFrom(long experiment) {
        return new ScreenSpec(samples, blockProblems, stopAtSuccess, seed, hardSet, experiment);
    }

    /** The algorithm's settings. */
    public ScreenSettings settings() {
        return new ScreenSettings(samples, blockProblems, stopAtSuccess);
    }
}
