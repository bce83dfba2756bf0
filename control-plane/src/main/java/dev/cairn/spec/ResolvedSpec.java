package dev.cairn.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A spec that passed every check.
 *
 * @param preset the preset that it started from
 * @param warnings what is valid but probably not intended
 */
public record ResolvedSpec(ExperimentSpec spec, @Nullable String preset, Tags tags, List<String> warnings) {}
