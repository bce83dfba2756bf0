package dev.cairn.rest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A merge patch (RFC 7396) of what can change about an experiment.
 *
 * @param tags tags to set; null takes one away, others stay
 */
record ExperimentPatch(@Nullable Map<String, @Nullable String> tags) {}
