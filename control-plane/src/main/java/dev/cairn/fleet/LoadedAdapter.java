package dev.cairn.fleet;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An adapter that an engine holds.
 *
 * @param engine the name under which the engine is registered; absent for the one that this control plane runs
 */
public record LoadedAdapter(@Nullable String engine, Path directory) {}
