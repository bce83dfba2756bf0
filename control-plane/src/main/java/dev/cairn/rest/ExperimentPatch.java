package dev.cairn.rest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A merge patch (RFC 7396) for the changeable parts of an experiment.
 *
 * @param tags tags to set; null removes a tag, and others stay
 */
record ExperimentPatch(@Nullable Map<String, @Nullable String> tags) {}
