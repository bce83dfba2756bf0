package dev.cairn.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A spec that passed every check.
 *
 * @param preset what it started from
 * @param warnings what is allowed but probably not meant
 */
public record ResolvedSpec(ExperimentSpec spec, @Nullable String preset, Tags tags, List<String> warnings) {}
